"""Every explorer that can move without a kernel does so, at once, in every way a reader tries."""

import math
from statistics import median

import pytest
from explorer_pages import (
    check_layout,
    drag_every_handle,
    expected,
    ranges,
    set_stop,
    start_again,
    stop_of,
    wait_until_seen,
    walk,
)
from notebook_explorers import explorers_of
from site_pages import PAGES, scrolled_to, swipe

pytestmark = pytest.mark.site

A_SCREEN_FRAME = 16.7
PRESSES = 9
ROUNDS = 10
"""So often may a press take longer because the machine has something else to do."""

# How long after the key its picture was painted.
WATCH = """
() => {
  addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - pressed; }));
  }).observe(document.body, { subtree: true, childList: true });
}
"""


def moving(name):
    twins = [twin for twin in explorers_of(name) if not twin.live]
    for twin in twins:
        start_again(twin)
    return twins


def explorers_on(page, twins):
    found = page.locator(".kl-explorer:not(.kl-your-model)")
    if twins:
        found.nth(len(twins) - 1).locator(".kl-sentence").wait_for()
    assert found.count() == len(twins)
    return zip(found.all(), twins, strict=True)


@pytest.mark.parametrize(
    ("way", "keys"),
    [("http", ["End", "ArrowLeft", "Home", "ArrowUp", "PageUp"]), ("file", ["End", "Home"])],
)
@pytest.mark.parametrize("name", PAGES)
def test_every_slider_shows_what_was_computed(visit, name, way, keys):
    with visit(name, way) as page:
        for explorer, twin in explorers_on(page, moving(name)):
            walk(page, explorer, twin, keys)


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_can_be_taken_hold_of(visit, name):
    with visit(name) as page:
        for explorer, twin in explorers_on(page, moving(name)):
            explorer.scroll_into_view_if_needed()
            drag_every_handle(page, explorer, twin)


@pytest.mark.parametrize(("scheme", "width"), [("dark", 390), ("light", 1024)])
@pytest.mark.parametrize("name", PAGES)
def test_letters_are_large_enough_and_nothing_sticks_out(visit, name, scheme, width):
    with visit(name, width=width, scheme=scheme) as page:
        for explorer, _ in explorers_on(page, moving(name)):
            check_layout(explorer)


@pytest.mark.alone
@pytest.mark.parametrize("name", PAGES)
def test_a_press_is_on_the_screen_within_a_frame(visit, name):
    with visit(name) as page:
        twins = explorers_on(page, moving(name))
        page.evaluate(WATCH)
        for explorer, twin in twins:
            explorer.scroll_into_view_if_needed()
            for index, slider in enumerate(ranges(explorer, twin)):
                assert (
                    quickest_round(page, slider, len(twin.controls[index].values))
                    <= 2 * A_SCREEN_FRAME
                )


def quickest_round(page, slider, n_stops):
    """Press round after round until one is quick enough, and give the quickest."""
    times = []
    while len(times) < ROUNDS and min(times, default=math.inf) > A_SCREEN_FRAME:
        slider.press("Home")
        times.append(median(press(page, slider) for _ in range(min(PRESSES, n_stops - 1))))
    return min(times)


def press(page, slider):
    """Press a key and give the milliseconds until the new picture is on the screen."""
    page.evaluate("window.took = null")
    slider.press("ArrowRight")
    return page.wait_for_function("window.took", polling=5).json_value()


# What a reader tries, on one page


@pytest.fixture
def curve(visit):
    """The explorer of notebook 06 with its twin."""
    (twin,) = moving("06_kl_vs_binomial_mean")
    with visit("06_kl_vs_binomial_mean") as page:
        explorer = page.locator(".kl-explorer")
        explorer.locator(".kl-sentence").wait_for()
        explorer.scroll_into_view_if_needed()
        yield page, explorer, twin


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0.544", "0.544"),
        ("0.545", "0.544"),
        (" 0,7 ", "0.7"),
        ("7", "0.99"),
        ("-3", "0.01"),
        ("much", "0.3"),
        ("", "0.3"),
        ("1e999", "0.3"),
    ],
)
def test_a_number_can_be_typed(curve, typed, shown):
    page, explorer, twin = curve
    readout = explorer.locator(".kl-readout")
    readout.fill(typed)
    readout.press("Enter")
    twin.values = [float(shown)]
    wait_until_seen(page, explorer, expected(page, twin))
    assert readout.input_value() == shown


def test_buttons_move_by_one_stop_and_stay_at_the_ends(curve):
    page, explorer, twin = curve
    for name, step in [("p: one stop up", 1), ("p: one stop down", -1)]:
        explorer.get_by_role("button", name=name).click()
        set_stop(twin, 0, stop_of(twin, 0) + step)
        wait_until_seen(page, explorer, expected(page, twin))
    explorer.get_by_role("slider").press("Home")
    explorer.get_by_role("button", name="p: one stop down").click()
    assert explorer.locator(".kl-readout").input_value() == "0.01"


def test_play_goes_on_by_itself_until_it_is_paused(curve):
    page, explorer, _ = curve
    play = explorer.get_by_role("button", name="p: play")
    play.click()
    page.wait_for_function("document.querySelector('.kl-readout').value === '0.33'")
    play.click()
    rests_at = explorer.locator(".kl-readout").input_value()
    page.wait_for_timeout(500)
    assert explorer.locator(".kl-readout").input_value() == rests_at
    assert play.inner_text() == "Play"


def test_nothing_plays_for_a_reader_who_wants_less_motion(visit):
    with visit("index") as page:
        page.emulate_media(reduced_motion="reduce")
        page.reload()
        page.locator(".kl-sentence").wait_for()
        assert page.get_by_role("button", name="p: play").count() == 0
        page.emulate_media(reduced_motion="no-preference")


def test_the_curve_and_its_lowest_point_are_found_by_going_there(curve):
    _, explorer, _ = curve
    star = explorer.locator(".kl-found")
    clip = explorer.locator(".kl-clips rect")
    assert star.evaluate("(e) => getComputedStyle(e).visibility") == "hidden"
    one_stop = float(clip.get_attribute("width"))
    slider = explorer.get_by_role("slider")
    for _ in range(5):
        slider.press("ArrowRight")
    assert float(clip.get_attribute("width")) == pytest.approx(6 * one_stop, rel=0.01)
    explorer.locator(".kl-readout").fill("0.544")
    explorer.locator(".kl-readout").press("Enter")
    assert star.evaluate("(e) => getComputedStyle(e).visibility") == "visible"


def test_show_everything_shows_everything(curve):
    _, explorer, _ = curve
    button = explorer.get_by_role("button", name="Show everything")
    button.click()
    assert (
        explorer.locator(".kl-found").evaluate("(e) => getComputedStyle(e).visibility") == "visible"
    )
    assert explorer.locator(".kl-trace").evaluate("(e) => getComputedStyle(e).clipPath") == "none"
    assert not button.is_visible()


@pytest.mark.parametrize("size", [(390, 800), (844, 390), (1024, 768)])
@pytest.mark.parametrize(
    ("name", "growth"), [("01_distributions", 1.1), ("06_kl_vs_binomial_mean", 1.2)]
)
def test_full_size_makes_no_picture_smaller_and_moves(visit, name, growth, size):
    twin = moving(name)[0]
    with visit(name) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        explorer = page.locator(".kl-explorer").first
        explorer.locator(".kl-sentence").wait_for()
        button = explorer.get_by_role("button", name="Full size")
        in_the_page = width_of_picture(explorer)
        button.click()
        page.wait_for_function("document.fullscreenElement?.classList.contains('kl-explorer')")
        check_layout(explorer)
        assert width_of_picture(explorer) >= in_the_page - 1
        assert size[0] < 1024 or width_of_picture(explorer) > growth * in_the_page
        walk(page, explorer, twin, ["End", "Home"])
        button.click()
        page.wait_for_function("!document.fullscreenElement")
        assert width_of_picture(explorer) == in_the_page


def width_of_picture(explorer):
    return explorer.locator(".kl-picture").first.bounding_box()["width"]


def test_the_sentence_is_spoken_once_the_reader_rests(curve):
    page, explorer, _ = curve
    announcer = explorer.locator(".kl-announcer")
    assert announcer.get_attribute("aria-live") == "polite"
    assert announcer.inner_text() == ""
    for _ in range(3):
        explorer.get_by_role("slider").press("ArrowRight")
    assert announcer.inner_text() == ""
    page.wait_for_function(
        "document.querySelector('.kl-announcer').textContent.includes('p = 0.33')"
    )


def test_a_finger_drags_sideways_and_scrolls_up_and_down(browser, addresses):
    window = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    page = window.new_page()
    page.goto(f"{addresses['http']}/06_kl_vs_binomial_mean.html")
    explorer = page.locator(".kl-explorer")
    explorer.locator(".kl-sentence").wait_for()
    slider = explorer.locator("input[type=range]")
    slider.scroll_into_view_if_needed()
    touch = window.new_cdp_session(page)
    before = page.evaluate("scrollY"), explorer.locator(".kl-readout").input_value()
    box = slider.bounding_box()
    swipe(touch, box["x"] + 250, box["y"] + 15, 0, -200)
    assert scrolled_to(page) > before[0] + 50
    assert explorer.locator(".kl-readout").input_value() == before[1]
    grip = explorer.locator(".kl-grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    swipe(touch, box["x"] + box["width"] * 0.3, box["y"] + 90, box["width"] * 0.4, 0)
    page.wait_for_function("Number(document.querySelector('.kl-readout').value) > 0.6")
    window.close()


# Where nothing can move, and where an explorer stands alone


@pytest.mark.parametrize("name", PAGES)
def test_what_needs_a_kernel_says_so_and_leads_to_one(visit, name):
    live = [explorer for explorer in explorers_of(name) if explorer.live]
    with visit(name) as page:
        figures = page.locator("figure.explorer.live").all()
        assert len(figures) == len(live)
        for figure, explorer in zip(figures, live, strict=True):
            assert "needs Python" in figure.locator(".note").inner_text()
            hrefs = [link.get_attribute("href") for link in figure.locator(".note a").all()]
            assert hrefs[0] == f"lite/lab/index.html?path={name}.ipynb"
            assert hrefs[1].startswith("https://mybinder.org/")
            assert hrefs[1].endswith(f"/{name}.ipynb")
            assert figure.get_by_role("slider").count() == 0
            start_again(explorer)
            assert figure.locator("img").get_attribute("alt") == explorer.frame.alt


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_the_first_picture_is_there(visit, name):
    with visit(name, javascript=False) as page:
        images = page.locator("figure.explorer:not([data-name=your_model]) img").all()
        for image, explorer in zip(images, explorers_of(name), strict=True):
            start_again(explorer)
            assert image.get_attribute("alt") == explorer.frame.alt
            assert image.is_visible()


@pytest.mark.parametrize(("address", "p"), [("?p=0.7", 0.7), ("?p=nonsense", 0.3), ("", 0.3)])
def test_an_explorer_alone_starts_where_its_address_says(visit, address, p):
    (twin,) = moving("06_kl_vs_binomial_mean")
    with visit("embed/kl_curve") as page:
        page.goto(f"{page.url}{address}")
        explorer = page.locator(".kl-explorer")
        explorer.locator(".kl-sentence").wait_for()
        twin.values = [p]
        wait_until_seen(page, explorer, expected(page, twin))
        assert page.get_by_role("slider").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_explorer_alone_is_light_or_dark_as_its_address_says(visit, theme):
    with visit("embed/kl_curve") as page:
        page.goto(f"{page.url}?theme={theme}")
        sentence = page.locator(".kl-sentence")
        sentence.wait_for()
        red = sentence.evaluate("(e) => Number(getComputedStyle(e).color.match(/\\d+/)[0])")
        assert (red > 128) == (theme == "dark")
