// Notes when the visible picture changes, and presses keys.
// Looks once a screen frame while a picture is awaited, and not otherwise: a page that asks for
// every frame has its input wait for the next. A canvas, which is dear to read, is read only after
// it was drawn on.
() => {
  const SLIDERS = ".kl-explorer input[type=range], .noUi-handle";
  let drawn = false,
    pixels = 0,
    vectors = 0;
  let seen,
    looking = false,
    lookUntil = 0;
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    drawn ||= this.canvas.isConnected;
    return draw.apply(this, args);
  };
  new MutationObserver((records) => {
    if (records.some(({ target }) => target.matches?.(".kl-moving"))) vectors++;
  }).observe(document, { childList: true, subtree: true });
  const visible = (element) => element.offsetParent !== null;
  const summed = (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer).reduce((sum, pixel) => (sum * 31 + pixel) | 0, 0);
  };
  const look = () => {
    if (document.querySelector(".kl-moving")) return vectors;
    const canvas = document.querySelector(".jupyter-matplotlib canvas");
    if (canvas) {
      if (drawn) pixels = summed(canvas);
      drawn = false;
      return pixels;
    }
    const image = [...document.querySelectorAll(".jp-OutputArea img")].filter(visible).at(-1);
    return image?.complete && image.naturalWidth ? image.src : undefined;
  };
  const handles = () => [...document.querySelectorAll(SLIDERS)].filter(visible);
  const frame = () => {
    const now = look();
    if (now !== undefined && now !== seen) {
      seen = now;
      setTimeout(() => changes.push(performance.now())); // after this frame is painted
    }
    looking = !changes.length || performance.now() < lookUntil;
    if (looking) requestAnimationFrame(frame);
  };
  window.changes = [];
  window.handle = (place) => handles().at(place % handles().length);
  // One slider after the other, each up and down, so that every press has a new picture to show.
  window.nextKey = (place) => (Math.floor(place / handles().length) % 2 ? "ArrowLeft" : "ArrowRight");
  window.oneStopBack = () => {
    for (const handle of handles()) press(handle, "ArrowLeft");
  };
  const press = (handle, key) => {
    const before = handle.getAttribute("aria-valuetext");
    handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    return handle.getAttribute("aria-valuetext") !== before;
  };
  window.repeatKey = (times) =>
    new Promise((done) => {
      const last = handle(-1);
      let step = "ArrowRight";
      lookUntil = Infinity;
      const again = () => {
        if (!press(last, step)) press(last, (step = step === "ArrowRight" ? "ArrowLeft" : "ArrowRight"));
        if (--times) requestAnimationFrame(again);
        else {
          lookUntil = performance.now() + 3500; // pictures may come late
          done(performance.now());
        }
      };
      requestAnimationFrame(again);
    });
  for (const kind of ["keydown", "pointermove"]) {
    addEventListener(
      kind,
      (event) => {
        window.pressed = event.timeStamp;
        if (looking) return;
        looking = true;
        seen = look();
        requestAnimationFrame(frame);
      },
      true,
    );
  }
};
