"""Stands in for logind (org.freedesktop.login1(5)) and for the screen saver of a desktop, on the two buses of its environment.

Python, because an inhibitor lock is a file descriptor that travels over D-Bus, which node cannot send. A line of its input is an order,
"sleep", "wake", "shutdown", "lock" or "unlock"; it tells of each lock that is taken or released: "taken sleep", "released sleep".
"""

import os
import sys
import threading

from gi.repository import Gio, GLib

LOGIND = """<node><interface name="org.freedesktop.login1.Manager">
<method name="Inhibit"><arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/>
<arg direction="in" type="s"/><arg direction="out" type="h"/></method>
<signal name="PrepareForSleep"><arg type="b"/></signal><signal name="PrepareForShutdown"><arg type="b"/></signal>
</interface></node>"""
SAVER = """<node><interface name="org.gnome.ScreenSaver">
<method name="GetActive"><arg direction="out" type="b"/></method><signal name="ActiveChanged"><arg type="b"/></signal>
</interface></node>"""

system = Gio.bus_get_sync(Gio.BusType.SYSTEM)
session = Gio.bus_get_sync(Gio.BusType.SESSION)
is_active = False


def tell(line):
    print(line, flush=True)


def on_logind(_bus, _sender, _path, _interface, _method, arguments, invocation):
    what = arguments.unpack()[0]
    ours, theirs = os.pipe()
    fds = Gio.UnixFDList.new()
    fds.append(theirs)
    os.close(theirs)
    # The end of our end of the pipe is what logind, too, waits for.
    GLib.io_add_watch(ours, GLib.PRIORITY_DEFAULT, GLib.IO_HUP, on_released, what)
    invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (0,)), fds)
    tell(f"taken {what}")


def on_released(fd, _condition, what):
    os.close(fd)
    tell(f"released {what}")
    return False


def on_saver(_bus, _sender, _path, _interface, _method, _arguments, invocation):
    invocation.return_value(GLib.Variant("(b)", (is_active,)))


def prepare_for(what, begins):
    system.emit_signal(
        None, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", f"PrepareFor{what}", GLib.Variant("(b)", (begins,))
    )


def show_saver(active):
    global is_active
    is_active = active
    session.emit_signal(
        None, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", GLib.Variant("(b)", (active,))
    )


ORDERS = {
    "sleep": lambda: prepare_for("Sleep", True),
    "wake": lambda: prepare_for("Sleep", False),
    "shutdown": lambda: prepare_for("Shutdown", True),
    "lock": lambda: show_saver(True),
    "unlock": lambda: show_saver(False),
}


def read_orders():
    for line in sys.stdin:
        GLib.idle_add(ORDERS[line.strip()])
    GLib.idle_add(loop.quit)


def own(bus, name, path, xml, answer):
    bus.register_object(path, Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0], answer, None, None)
    request = GLib.Variant("(su)", (name, 0))
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName", request, None, 0, -1)


own(system, "org.freedesktop.login1", "/org/freedesktop/login1", LOGIND, on_logind)
own(session, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", SAVER, on_saver)
loop = GLib.MainLoop()
threading.Thread(target=read_orders, daemon=True).start()
tell("ready")
loop.run()
