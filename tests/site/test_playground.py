"""A model made by hand, and the playground: what a hand, a finger, keys and links do to them."""

import json
import math
import random
import subprocess
import sys

import numpy as np
import pytest
from explorer_pages import violations
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from site_pages import scrolled_to, swipe

from kl_helpers.divergence import kl_divergence

pytestmark = pytest.mark.site

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
MOVED = "(explorer) => [...explorer.querySelectorAll('.kl-column')].map((r) => Number(r.value))"
STICKS_OUT = """
() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.closest(".wide, .skip, .hidden, .kl-announcer, svg"))
  .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))
"""
PICTURES = """
(explorer) => {
  window.pictures = new Set();
  const [head] = explorer.querySelectorAll(".kl-moving");
  const look = new MutationObserver(() => pictures.add(head.innerHTML));
  look.observe(head, { subtree: true, attributes: true });
}
"""
# How long after the pointer's move its picture was painted.
WATCH = """
() => {
  window.took = [];
  addEventListener("pointermove", (event) => requestAnimationFrame(() =>
    setTimeout(() => took.push(performance.now() - event.timeStamp))), true);
}
"""


@pytest.fixture
def mine(visit):
    """The explorer of a model made by hand, alone on its page."""
    with visit("embed/your_model") as page:
        yield opened(page)


def opened(page):
    explorer = page.locator(".kl-your-model")
    explorer.locator(".kl-sentence").wait_for()
    return explorer


def model_of(explorer):
    return np.array(explorer.evaluate(MOVED))


def sentence(explorer):
    return explorer.locator(".kl-sentence").inner_text()


def height_of(explorer, outcome, share):
    """Where a share stands on the screen, as the axis says: 0 at its floor, 0.42 at its top."""
    picture = explorer.locator(".kl-picture").first.bounding_box()
    column = explorer.locator(".kl-column").nth(outcome).bounding_box()
    scale = picture["width"] / 360
    return column["x"] + column["width"] / 2, picture["y"] + scale * (238 - 212 * share / 0.42)


def drag(explorer, outcome, share, steps=5):
    mouse = explorer.page.mouse
    mouse.move(*height_of(explorer, outcome, model_of(explorer)[outcome]))
    mouse.down()
    mouse.move(*height_of(explorer, outcome, share), steps=steps)
    mouse.up()


def press(explorer, name):
    explorer.get_by_role("button", name=name).click()


class TestByHand:
    def test_a_drag_moves_one_and_the_rest_gives_way(self, mine):
        drag(mine, 3, 0.14)
        q = model_of(mine)
        assert q[3] == pytest.approx(0.14, abs=0.003)
        assert np.delete(q, 3) == pytest.approx(np.full(10, (1 - q[3]) / 10))
        assert math.fsum(q) == 1
        assert f"{kl_divergence(WORMS, q):.4f} nats" in sentence(mine)

    def test_a_drag_of_sixty_moves_shows_sixty_pictures(self, mine):
        mine.evaluate(PICTURES)
        drag(mine, 5, 0.4, steps=60)
        assert mine.page.evaluate("pictures.size") >= 60

    def test_the_floor_costs_infinity_at_once_and_nothing_is_lost(self, mine):
        drag(mine, 10, 0.3)
        before = model_of(mine)
        drag(mine, 4, -0.05)
        q = model_of(mine)
        assert q[4] == 0
        assert "infinity" in sentence(mine)
        assert "calls impossible what happens: 4" in sentence(mine)
        assert mine.get_by_text("sum = infinity").count() == 1
        drag(mine, 4, before[4])
        assert model_of(mine) == pytest.approx(before, abs=0.004)
        press(mine, "Undo")
        press(mine, "Undo")
        assert model_of(mine) == pytest.approx(before, abs=1e-12)

    def test_up_to_everything_and_back(self, mine):
        mine.locator(".kl-column").nth(7).focus()
        mine.page.keyboard.press("End")
        assert model_of(mine).tolist() == np.eye(11)[7].tolist()
        mine.page.keyboard.press("ArrowLeft")
        assert model_of(mine) == pytest.approx([0.0005] * 7 + [0.995] + [0.0005] * 3)

    def test_keys_move_and_the_sentence_is_announced(self, mine):
        mine.locator(".kl-column").first.focus()
        for key, wanted in [
            ("ArrowUp", 1 / 11 + 0.005),
            ("PageUp", 1 / 11 + 0.055),
            ("ArrowLeft", 1 / 11 + 0.05),
            ("Home", 0),
        ]:
            mine.page.keyboard.press(key)
            assert model_of(mine)[0] == pytest.approx(wanted)
        slider = mine.get_by_role("slider", name="your model, number of teeth 0", exact=True)
        assert slider.get_attribute("aria-valuetext") == "0.0000, worms 0.0200"
        announced = mine.locator(".kl-announcer")
        mine.page.wait_for_timeout(700)
        assert announced.text_content() == sentence(mine)
        assert mine.get_by_role("slider").count() == 11

    @pytest.mark.parametrize(
        ("typed", "q"), [("0.25", 0.25), ("0,25", 0.25), (" 1 ", 1), ("1e-9", 1e-9)]
    )
    def test_a_number_can_be_typed(self, mine, typed, q):
        mine.locator(".kl-column").nth(2).focus()
        mine.locator(".kl-readout").fill(typed)
        mine.locator(".kl-readout").press("Enter")
        assert model_of(mine)[2] == q

    @pytest.mark.parametrize("typed", ["", "1.5", "-0.1", "half", "NaN", "<b>"])
    def test_what_is_no_probability_is_said_and_moves_nothing(self, mine, typed):
        before = model_of(mine)
        mine.locator(".kl-readout").fill(typed)
        mine.locator(".kl-readout").press("Enter")
        assert (model_of(mine) == before).all()
        assert "no probability" in mine.locator(".kl-announcer").text_content() or typed == ""

    def test_starts_lines_and_both_directions(self, mine):
        press(mine, "Start from: best binomial")
        assert "0.4273 nats" in sentence(mine)
        assert "Not as close as the uniform model (0.1367)" in sentence(mine)
        press(mine, "KL(your model ‖ worms)")
        assert "0.2520 nats" in sentence(mine)
        assert "0.1697" in sentence(mine)
        press(mine, "Start from: worms themselves")
        assert "0.0000 nats" in sentence(mine)
        press(mine, "Start from: all on one outcome")
        assert sorted(model_of(mine)) == [0] * 10 + [1]
        press(mine, "Start from: uniform model")
        assert model_of(mine) == pytest.approx(1 / 11)

    def test_lines_stand_at_the_height_of_their_sums(self, mine):
        dashes = "path[stroke-dasharray]"
        heights = [
            float(p.get_attribute("d").split("M54 ")[1].split("H")[0])
            for p in mine.locator(f".kl-moving {dashes}").all()
        ]
        wanted = [238 - 212 * (kl + 0.42) / 1.42 for kl in (0.13667, 0.42734)]
        assert heights == pytest.approx(wanted, abs=0.1)


def test_a_finger_drags_a_diamond_and_scrolls_beside_it(browser, addresses):
    window = browser.new_context(
        viewport={"width": 390, "height": 500}, has_touch=True, is_mobile=True
    )
    page = window.new_page()
    page.goto(f"{addresses['http']}/embed/your_model.html")
    explorer = opened(page)
    explorer.locator(".kl-held").scroll_into_view_if_needed()
    touch = window.new_cdp_session(page)
    x, beside = height_of(explorer, 5, 0.35)
    before = page.evaluate("scrollY")
    swipe(touch, x, beside, 0, 60)
    assert scrolled_to(page) < before - 20  # the page has followed the finger
    assert model_of(explorer) == pytest.approx(1 / 11)
    x, head = height_of(explorer, 5, 1 / 11)
    before = scrolled_to(page)
    swipe(touch, x, head, 0, height_of(explorer, 5, 0.2)[1] - head)
    assert scrolled_to(page) == before
    assert model_of(explorer)[5] == pytest.approx(0.2, abs=0.02)
    page.touchscreen.tap(*height_of(explorer, 2, 0.3))
    assert model_of(explorer)[2] == pytest.approx(0.3, abs=0.01)
    window.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 390)])
@pytest.mark.parametrize("name", ["playground", "embed/your_model"])
def test_axe_finds_nothing_and_nothing_sticks_out(visit, name, scheme, width):
    with visit(name, width=width, scheme=scheme) as page:
        opened(page)
        assert page.evaluate(STICKS_OUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


@pytest.mark.parametrize("name", ["playground", "embed/your_model"])
def test_it_works_in_a_page_opened_as_a_file(visit, name):
    with visit(name, "file") as page:
        explorer = opened(page)
        explorer.locator(".kl-column").first.focus()
        page.keyboard.press("Home")
        assert "infinity" in sentence(explorer)


# The playground


class Playground:
    def __init__(self, page):
        self.page = page
        self.rows = page.locator("[data-part=rows] tr")

    def part(self, name):
        return self.page.locator(f"[data-part={name}]")

    def open(self, hash_):
        self.page.evaluate("(hash) => { location.hash = hash; }", hash_)
        self.page.wait_for_timeout(20)

    def paste(self, text):
        self.part("paste").fill(text)
        self.part("take").click()

    def column(self, place):
        fields = self.rows.locator(f"td:nth-child({place}) input").all()
        return [field.input_value() for field in fields]

    def sums(self):
        names = self.part("results").locator("dt").all_inner_texts()
        return dict(zip(names, self.part("results").locator("dd").all_inner_texts(), strict=True))

    @property
    def status(self):
        return self.part("status").inner_text() if self.part("status").is_visible() else ""


@pytest.fixture
def playground(visit):
    with visit("playground") as page:
        opened(page)
        yield Playground(page)


THREE = "#x=a&x=b&x=c&p=1,2,1&q=1,1,2"
P, Q = np.array([0.25, 0.5, 0.25]), np.array([0.25, 0.25, 0.5])


class TestPlayground:
    @pytest.mark.parametrize(("unit", "nats"), [("nats", 1), ("bits", math.log(2))])
    def test_all_numbers_are_scipys(self, playground, unit, nats):
        playground.open(f"{THREE}&unit={unit}")
        kl, reverse = rel_entr(P, Q).sum(), rel_entr(Q, P).sum()
        h = -(P * np.log(P)).sum()
        wanted = {
            "KL(P ‖ Q)": kl,
            "KL(Q ‖ P)": reverse,
            "Entropy H(P)": h,
            "Entropy H(Q)": -(Q * np.log(Q)).sum(),
            "Cross-entropy H(P, Q)": h + kl,
            "Cross-entropy H(Q, P)": -(Q * np.log(P)).sum(),
            "Jensen-Shannon divergence": jensenshannon(P, Q) ** 2,
        }
        assert playground.sums() == {
            name: f"{value / nats:.4f} {unit}" for name, value in wanted.items()
        }

    def test_terms_show_their_numbers(self, playground):
        playground.open(THREE)
        terms = playground.rows.locator(".term").all_inner_texts()
        assert terms == [
            "0.25 × ln(0.25 / 0.25) = 0.0000",
            "0.5 × ln(0.5 / 0.25) = 0.3466",
            "0.25 × ln(0.25 / 0.5) = −0.1733",
        ]
        playground.open("#p=1,0&q=0,1&unit=bits")
        assert playground.rows.locator(".term").all_inner_texts() == [
            "1 × log₂(1 / 0) = infinity",
            "0, since p is 0",
        ]

    def test_a_drag_writes_q_and_a_typed_number_moves_the_picture(self, playground):
        playground.open(THREE)
        explorer = opened(playground.page)
        explorer.locator(".kl-column").nth(1).focus()
        playground.page.keyboard.press("Home")
        assert playground.column(3) == ["0.333333", "0", "0.666667"]
        assert playground.sums()["KL(P ‖ Q)"] == "infinity"
        playground.rows.nth(1).locator("input").nth(2).fill("1")
        assert model_of(opened(playground.page)) == pytest.approx([1 / 6, 1 / 2, 1 / 3], abs=1e-5)

    def test_outcomes_are_added_and_removed(self, playground):
        playground.open("#p=1,1&q=1,1")
        assert playground.rows.get_by_role("button").first.is_disabled()
        for _ in range(18):
            playground.part("add").click()
        assert playground.part("add").is_disabled()
        assert playground.rows.count() == 20
        playground.rows.nth(5).get_by_role("button").click()
        assert playground.rows.count() == 19

    @pytest.mark.parametrize(
        ("text", "columns"),
        [
            ("2\n3\n5", [["", "", ""], ["2", "3", "5"]]),
            ("2, 3, 5", [["", "", ""], ["2", "3", "5"]]),
            ("2\t3\t5\n", [["", "", ""], ["2", "3", "5"]]),
            ("2 3 5", [["", "", ""], ["2", "3", "5"]]),
            ("heads,2\ntails,3", [["heads", "tails"], ["2", "3"]]),
            ("name\tP\tQ\r\na\t1\t2\r\nb\t3\t4\r\n", [["a", "b"], ["1", "3"], ["2", "4"]]),
            ("a;0,5;1\nb;0,5;3", [["a", "b"], ["0,5", "0,5"], ["1", "3"]]),
            (
                "<img src=x onerror=alert(1)>\t1\nb\t2",
                [["<img src=x onerror=alert(1)>", "b"], ["1", "2"]],
            ),
        ],
    )
    def test_tables_are_taken_over(self, playground, text, columns):
        playground.paste(text)
        found = [playground.column(place + 1) for place in range(len(columns))]
        assert found == columns
        assert "outcomes taken over" in playground.status
        assert playground.page.locator("main img").count() == 0

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("", "nothing to take over"),
            ("5", "1 outcomes; 2 to 20"),
            ("\n".join("1" * 21), "21 outcomes"),
            ("a\t1\nb", "Line 2 has 1 cells"),
            ("a\t1\t2\t3\nb\t1\t2\t3", "4 cells"),
            ("a\t1\nb\t-1", "below 0"),
            ("a\t1\nb\tmany", "“many” is no number"),
            ("a\t1,234\nb\t5", "two ways"),
            ("0\n0", "nothing above 0"),
            ("a\t1\nb\t1e400", "no number"),
        ],
    )
    def test_what_cannot_be_taken_over_is_said_and_changes_nothing(self, playground, text, word):
        before = playground.column(2)
        playground.paste(text)
        assert word in playground.status
        assert playground.column(2) == before

    def test_a_wrong_number_is_said_where_it_stands(self, playground):
        field = playground.rows.nth(2).locator("input").nth(1)
        field.fill("x")
        assert playground.part("problem").inner_text() == "P of 2: “x” is no number."
        assert field.get_attribute("aria-invalid") == "true"
        assert not playground.part("explorer").is_visible()
        playground.part("link").click()
        assert "“x” is no number" in playground.status
        field.fill("5")
        assert playground.part("explorer").is_visible()

    def test_a_copied_link_opens_the_same_situation(self, playground):
        playground.open("#x=%3Cb%3E&x=%26%23+%25&p=1,2.5&q=0,1e-9&unit=bits&first=Q")
        state = playground.column(1), playground.column(2), playground.column(3), playground.sums()
        assert state[0] == ["<b>", "&# %"]
        playground.part("link").click()
        link = playground.part("text").input_value()
        playground.open("#p=1,1&q=1,1")
        playground.page.goto(link)
        assert (
            playground.column(1),
            playground.column(2),
            playground.column(3),
            playground.sums(),
        ) == state
        opened(playground.page)
        pressed = playground.page.get_by_role("button", name="KL(Q ‖ P)").get_attribute(
            "aria-pressed"
        )
        assert pressed == "true"

    @pytest.mark.parametrize(
        "hash_", [f"{THREE}&unit=bits", f"{THREE}&first=Q", "#p=1,0,3e-7&q=2.5,0,1"]
    )
    def test_the_copied_python_gives_the_number_of_the_page(self, playground, hash_):
        playground.open(hash_)
        playground.part("python").click()
        run = subprocess.run(
            [sys.executable, "-c", playground.part("text").input_value()],
            capture_output=True,
            text=True,
        )
        name = "KL(Q ‖ P)" if "first=Q" in hash_ else "KL(P ‖ Q)"
        assert f"{float(run.stdout):.4f}" == playground.sums()[name].split()[0], run.stderr

    def test_the_picture_is_saved_in_its_colours_and_with_names_as_text(self, playground):
        playground.open("#x=%3Cscript%3E&x=b&p=1,2&q=2,1")
        with playground.page.expect_download() as download:
            playground.part("save").click()
        text = download.value.path().read_text()
        assert text.startswith("<svg")
        assert "rgb(0, 114, 178)" in text
        assert "var(" not in text
        assert "&lt;script&gt;" in text

    @pytest.mark.parametrize(
        ("hash_", "word"),
        [
            ("#nonsense", "“nonsense” that means nothing"),
            ("#p=1,2", "its Q is missing"),
            ("#p=1,2&q=1,2,3", "2 numbers for P and 3 for Q"),
            ("#p=1&q=1", "1 numbers for P"),
            ("#p=1,2&q=1,2&x=a", "1 names for 2 outcomes"),
            ("#p=1,2&q=1,2&unit=furlongs", "its unit is “furlongs”, not nats or bits"),
            ("#p=1,2&q=1,2&first=R", "its first is “R”"),
            ("#p=1,2&q=1,-2", "below 0"),
            ("#p=1,2&q=1,%ZZ", "is no number"),
            ("#p=1,2&p=1,2&q=1,2", "p twice"),
            ("#p=0,0&q=1,2", "nothing above 0"),
        ],
    )
    def test_a_damaged_link_says_what_is_wrong_and_opens_an_empty_playground(
        self, playground, hash_, word
    ):
        playground.open(hash_)
        assert playground.status.startswith("The link is damaged: ")
        assert word in playground.status
        assert playground.column(2) == ["", ""]


FUZZ = """
async (texts) => {
  const said = [];
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  window.alert = () => said.push("a script ran");
  const next = () =>
    new Promise((go) => addEventListener("hashchange", () => setTimeout(go), { once: true }));
  for (const [kind, text] of texts) {
    if (kind === "address") {
      const before = location.hash;
      location.hash = text;
      if (location.hash !== before) await next();
    } else {
      part("paste").value = text;
      part("take").click();
    }
    const fine = !part("explorer").hidden && document.querySelector(".kl-sentence").textContent;
    const strangers = document.querySelectorAll("main :is(img, script, iframe)").length;
    said.push([part("status").textContent, Boolean(fine), strangers]);
  }
  return said;
}
"""
PIECES = [
    *(
        "p=",
        "q=",
        "x=",
        "unit=",
        "first=",
        "&",
        "&",
        ",",
        ",",
        "1",
        "0",
        "2.5",
        "1e400",
        "-3",
        "nats",
    ),
    *(
        "bits",
        "%",
        "%00",
        "%ZZ",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "é",
        "漢",
        "\U0001f41b",
    ),
    *(
        "\u202e",
        "__proto__",
        "constructor",
        "NaN",
        "Infinity",
        "1,2",
        "\t",
        "\n",
        ";",
        '"',
        "=",
        "#",
        "+",
        "'",
    ),
]


def test_no_address_and_no_paste_breaks_the_playground(playground):
    chance = random.Random(16)
    texts = []
    for number in range(500):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        if number % 3 == 0:  # a good link with one wound
            good = "p=1,2,3&q=3,2,1&x=a&x=b&x=c&unit=bits&first=Q"
            place = chance.randrange(len(good))
            text = good[:place] + chance.choice(PIECES) + good[place + chance.randint(0, 3) :]
        texts.append(["paste" if number % 2 else "address", text])
    said = playground.page.evaluate(FUZZ, texts)
    assert len(said) == 500
    for (kind, text), (word, fine, strangers) in zip(texts, said, strict=True):
        assert fine or word, (kind, text)
        assert strangers == 0, (kind, json.dumps(text))
    assert sum("damaged" in word for word, _, _ in said) > 100
    assert sum(fine for _, fine, _ in said) > 10


@pytest.mark.alone
def test_a_move_is_on_the_screen_within_a_frame(mine):
    mine.page.evaluate(WATCH)
    drag(mine, 5, 0.4, steps=60)
    mine.page.wait_for_timeout(100)
    took = mine.page.evaluate("took")
    assert len(took) >= 60
    assert sorted(took)[len(took) // 2] < 2 * 16.7
