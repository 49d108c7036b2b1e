"""A classroom on one machine: how long a kernel takes to answer when everybody moves a slider.

Each student has a real kernel, with the KL curve of notebook 06 open, and drags
its slider for some seconds over the server's websocket, as a browser does: a new
move is sent when its time has come and the kernel has answered the one before.

    python benchmarks/classroom.py [NUMBER OF STUDENTS ...]
"""

import asyncio
import json
import struct
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from matplotlib.figure import Figure
from report import about_this_machine, as_table, write
from rivals import cells
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from kl_helpers.explorers import p_control
from kl_helpers.worms import teeth_distribution

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from lab import Lab, jupyterlab

CLASS_SIZES = (1, 5, 15, 30)
SECONDS_OF_DRAGGING = 8
SECONDS_BETWEEN_MOVES = 0.05
STOPS = p_control(teeth_distribution()).values
NOT_AT_ONCE = 6
"""Kernels that may start at the same time; a whole class at once would only wait."""

WAYS = {
    "interact": "\n".join(cells("interact + inline", "kl_curve")),
    "explorer": "\n".join(cells("explorer", "kl_curve")),
}
MODELS = ("SelectionSliderModel", "AnyModel")
"""What holds the slider's place: `interact`'s slider, or our explorer."""


def as_json(message: str | bytes) -> dict:
    """Read a message; with a book attached it is binary, its JSON between the first two offsets."""
    if isinstance(message, str):
        return json.loads(message)
    _, start, end = struct.unpack("!3I", message[:12])
    return json.loads(message[start:end])


@dataclass
class Student:
    """One kernel, and what was measured while its slider was dragged."""

    kernel: str
    socket: WebSocketClientConnection
    slider: str = ""
    state: str = ""
    process: psutil.Process | None = None
    latencies: list[float] = field(default_factory=list)

    async def ask(self, kind: str, content: dict) -> list[dict]:
        """Send a message and give the answers, up to the one that says "idle"."""
        identity = uuid.uuid4().hex
        header = {"msg_id": identity, "msg_type": kind, "username": "", "session": identity}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.socket.write_message(json.dumps(message | {"channel": "shell"}))
        answers: list[dict] = []
        while not (answers and answers[-1]["content"].get("execution_state") == "idle"):
            answer = as_json(await self.socket.read_message())
            if answer["parent_header"].get("msg_id") == identity:
                answers.append(answer)
        return answers

    async def run(self, code: str) -> list[dict]:
        """Run code in the kernel and stop at an error."""
        answers = await self.ask("execute_request", {"code": code, "silent": False})
        errors = [a["content"]["traceback"] for a in answers if a["msg_type"] == "error"]
        if errors:
            raise RuntimeError("\n".join(errors[0]))
        return answers

    async def open_explorer(self, code: str) -> None:
        """Show the explorer, and remember its slider and the kernel's process."""
        who = await self.run("import os; print(os.getpid())")
        text = next(a["content"]["text"] for a in who if a["msg_type"] == "stream")
        self.process = psutil.Process(int(text))
        opened = [a["content"] for a in await self.run(code) if a["msg_type"] == "comm_open"]
        self.slider, model = next(
            (content["comm_id"], content["data"]["state"]["_model_name"])
            for content in opened
            if content["data"]["state"].get("_model_name") in MODELS
        )
        self.state = "index" if model == "SelectionSliderModel" else "values"

    async def drag(self) -> None:
        """Move the slider back and forth, as fast as the kernel answers and a hand goes."""
        start = time.perf_counter()
        move = 0
        while (now := time.perf_counter()) < start + SECONDS_OF_DRAGGING:
            move += 1
            await self.move_to(10 + move % 80)
            self.latencies.append(time.perf_counter() - now)
            await asyncio.sleep(max(0, now + SECONDS_BETWEEN_MOVES - time.perf_counter()))

    async def move_to(self, index: int) -> None:
        """Send what a browser sends when the slider has been moved."""
        place = index if self.state == "index" else [STOPS[index]]
        data = {"method": "update", "state": {self.state: place}, "buffer_paths": []}
        await self.ask("comm_msg", {"comm_id": self.slider, "data": data})


@dataclass(frozen=True)
class Measured:
    """One class: what a student waited, and what a student cost."""

    way: str
    students: int
    median: float
    late: float
    moves_per_second: float
    cpu_per_move: float
    memory: float


async def enter(lab: Lab, code: str, places: asyncio.Semaphore) -> Student:
    """Start a kernel, connect to it and open the explorer."""
    async with places:
        request = HTTPRequest(lab.url("api/kernels"), method="POST", body="{}")
        answer = await AsyncHTTPClient().fetch(request)
        kernel = json.loads(answer.body)["id"]
        address = lab.url(f"api/kernels/{kernel}/channels").replace("http", "ws", 1)
        student = Student(kernel, await websocket_connect(address))
        student.socket.protocol.set_nodelay(True)
        await student.open_explorer(code)
        return student


async def leave(lab: Lab, student: Student) -> None:
    """Close the connection and stop the kernel."""
    student.socket.close()
    address = lab.url(f"api/kernels/{student.kernel}")
    await AsyncHTTPClient().fetch(HTTPRequest(address, method="DELETE"))


async def hold_class(lab: Lab, way: str, n_students: int) -> Measured:
    """Let `n_students` drag their sliders at the same time."""
    places = asyncio.Semaphore(NOT_AT_ONCE)
    entering = [enter(lab, WAYS[way], places) for _ in range(n_students)]
    students = await asyncio.gather(*entering)
    before = [sum(student.process.cpu_times()[:2]) for student in students]
    await asyncio.gather(*(student.drag() for student in students))
    used = [sum(s.process.cpu_times()[:2]) - b for s, b in zip(students, before, strict=True)]
    memory = [student.process.memory_full_info().uss for student in students]
    await asyncio.gather(*(leave(lab, student) for student in students))
    latencies = np.concatenate([student.latencies for student in students])
    return Measured(
        way=way,
        students=n_students,
        median=float(np.median(latencies)),
        late=float(np.percentile(latencies, 95)),
        moves_per_second=latencies.size / n_students / SECONDS_OF_DRAGGING,
        cpu_per_move=sum(used) / latencies.size,
        memory=float(np.mean(memory)),
    )


async def hold_all(sizes: list[int]) -> list[Measured]:
    """Hold each class in both ways, one after the other."""
    with TemporaryDirectory() as root, jupyterlab(Path(root)) as lab:
        return [await hold_class(lab, way, size) for size in sizes for way in WAYS]


def table(results: list[Measured]) -> str:
    """Put the results into a table, with the ratio of the two ways."""
    rows = [
        [
            str(m.students),
            m.way,
            f"{1000 * m.median:.0f} ms",
            f"{1000 * m.late:.0f} ms",
            f"{m.moves_per_second:.1f}",
            f"{1000 * m.cpu_per_move:.1f} ms",
            f"{m.memory / 2**20:.0f} MB",
        ]
        for m in results
    ]
    head = ["students", "way", "median", "95 %", "moves a second", "CPU a move", "memory a student"]
    return as_table(head, rows)


def in_words(results: list[Measured]) -> str:
    """Say what follows for a class of 200."""
    size = max(m.students for m in results)
    slow, fast = (next(m for m in results if (m.way, m.students) == (w, size)) for w in WAYS)
    lines = [
        f"With {size} students the kernel answers {slow.late / fast.late:.0f} times as fast as "
        "with `interact` (95th percentile). And nobody waits for that answer: an explorer's "
        "picture changes in the browser, and the kernel only takes note.",
        "",
        f"For 200 students: {200 * fast.memory / 2**30:.1f} GB of memory for the kernels, however "
        "the notebooks are made. Processor time, if ten in a hundred drag at one moment, 20 moves "
        f"a second: {20 * 20 * fast.cpu_per_move:.1f} cores for explorers, "
        f"{20 * 20 * slow.cpu_per_move:.0f} for `interact`. The site needs neither: it is files.",
    ]
    return "\n".join(lines)


def plot(results: list[Measured]) -> Figure:
    """Draw the 95th percentile over the number of students."""
    figure = Figure(figsize=(6, 3.5), layout="constrained")
    axes = figure.subplots()
    for way, style in zip(WAYS, ["s--", "o-"], strict=True):
        chosen = [m for m in results if m.way == way]
        axes.loglog([m.students for m in chosen], [1000 * m.late for m in chosen], style, label=way)
    axes.set(xlabel="students on two cores", ylabel="slider to kernel idle, 95 % (ms)")
    axes.legend()
    return figure


def main() -> None:
    """Hold the classes and write what was measured."""
    sizes = [int(word) for word in sys.argv[1:]] or list(CLASS_SIZES)
    results = asyncio.run(hold_all(sizes))
    text = f"{about_this_machine()}\n\n{table(results)}\n\n{in_words(results)}"
    write("classroom", "A classroom on one machine", text, plot(results))


if __name__ == "__main__":
    main()
