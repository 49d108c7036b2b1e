"""A network that is far away: a proxy on this machine that hands everything on later."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def far_away(port: int, seconds_each_way: float) -> Iterator[int]:
    """Put a slow network before a port of this machine.

    Parameters
    ----------
    port : int
        Where the server listens.
    seconds_each_way : float
        How long everything takes in either direction; order is kept.

    Yields
    ------
    int
        The port behind which the same server seems far away.
    """
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            _hand_on(reader, far_writer, seconds_each_way),
            _hand_on(far_reader, writer, seconds_each_way),
            return_exceptions=True,
        )

    starting = asyncio.start_server(connect, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result()
    yield server.sockets[0].getsockname()[1]
    asyncio.run_coroutine_threadsafe(_hang_up(), loop).result()
    loop.call_soon_threadsafe(loop.stop)


async def _hang_up() -> None:
    """End the connections that are still open."""
    open_still = asyncio.all_tasks() - {asyncio.current_task()}
    for task in open_still:
        if task.get_coro().__name__ != "connect":  # which ends when both its directions do
            task.cancel()
    await asyncio.gather(*open_still, return_exceptions=True)


async def _hand_on(reader, writer, seconds: float) -> None:
    """Pass bytes on, each piece `seconds` after it came."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while (piece := await waiting.get())[1]:
            await asyncio.sleep(piece[0] - loop.time())
            writer.write(piece[1])
        writer.close()

    delivering = asyncio.create_task(deliver())
    data = b"more"
    while data:
        data = await reader.read(65536)
        waiting.put_nowait((loop.time() + seconds, data))
    await delivering
