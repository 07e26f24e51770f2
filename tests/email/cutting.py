"""A line that breaks: between us and a server, it hangs up after so many bytes of the server's."""

import socket
import threading
from contextlib import suppress

HUGE = 1 << 60


class CuttingLine:
    """`cuts` are after how many bytes each connection is cut, in turn; connections beyond them hold."""

    def __init__(self, port: int, cuts: list[int]) -> None:
        self.target = port
        self.cuts = cuts
        self.connections = 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                self.connections += 1
                server = socket.create_connection(("127.0.0.1", self.target))
                most = self.cuts.pop(0) if self.cuts else HUGE
                threading.Thread(target=self._pump, args=(client, server, HUGE), daemon=True).start()
                threading.Thread(target=self._pump, args=(server, client, most), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, most: int) -> None:
        with suppress(OSError):
            while most > 0 and (data := source.recv(min(65536, most))):
                target.sendall(data)
                most -= len(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
                end.close()
