"""The backlog: whose turn it is, and how far the list is read ahead."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor

from tracker.capture.fetch.backlog import Backlog
from tracker.capture.fetch.values import FetchRules, Pace, Target


def run_alone(work: Coroutine[None, None, None]) -> None:
    """Run something asynchronous in a thread of its own: a browser of other tests may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def target(host: str, number: int = 0) -> Target:
    """A story of a host."""
    return Target(f"https://{host}.example/{number}", "story")


def spell(targets: list[Target | None]) -> str:
    """Say targets by the first letters of their hosts."""
    return "".join(target.url[8] if target else "." for target in targets)


async def take(backlog: Backlog, number: int) -> list[Target | None]:
    """Take so many targets, none of which has to wait."""
    return [await asyncio.wait_for(backlog.take(), 5) for _ in range(number)]


def test_hosts_take_turns_and_a_silent_one_keeps_no_other_waiting() -> None:
    """However many stories of a host come first, only its share is asked for until it answers."""

    async def run() -> None:
        backlog = Backlog(
            [*(target("a", n) for n in range(6)), target("b"), target("c")], FetchRules(pace=Pace(0, 1))
        )
        taken = await take(backlog, 4)
        assert spell(taken) == "abca"
        waiting = asyncio.ensure_future(backlog.take())
        await asyncio.sleep(0)
        assert not waiting.done()
        assert taken[0]
        backlog.note_answer(taken[0])
        assert spell([await waiting]) == "a"

    run_alone(run())


def test_a_list_is_read_as_far_as_there_is_room() -> None:
    """No more than a window of targets is known at a time; one that is finished makes room for the next."""

    async def run() -> None:
        n_read = 0

        def listed() -> Iterator[Target]:
            nonlocal n_read
            for n_read in range(1, 1001):
                yield target("a", n_read)

        backlog = Backlog(listed(), FetchRules(total_concurrency=1, pace=Pace(0, 40)))
        [first, *_] = await take(backlog, 3)
        assert n_read == 20 and first
        backlog.note_answer(first)
        backlog.finish([])
        await take(backlog, 1)
        assert n_read == 21

    run_alone(run())


def test_what_was_found_comes_before_what_was_listed() -> None:
    """The stories of a feed come before what was not read of the list, and the end is told once all are finished."""

    async def run() -> None:
        listed = [target("f"), *(target("l", n) for n in range(40))]
        backlog = Backlog(listed, FetchRules(total_concurrency=1))
        order = []
        while taken := await asyncio.wait_for(backlog.take(), 5):
            order.append(taken)
            backlog.note_answer(taken)
            backlog.finish([target("s"), target("t")] if taken == target("f") else [])
        assert spell([*order]) == "flslt" + 38 * "l"

    run_alone(run())


def test_a_list_that_breaks_off_ends_it() -> None:
    """What the list raises is kept for the caller, and what it gave is handed out."""

    def listed() -> Iterator[Target]:
        yield target("a")
        raise LookupError("the list broke off")

    async def run() -> None:
        backlog = Backlog(listed(), FetchRules())
        assert spell(await take(backlog, 1)) == "a"
        assert isinstance(backlog.error, LookupError)

    run_alone(run())
