// Notes when the visible picture changes, and presses keys.
// Looks once a screen frame; a canvas, which is dear to read, only after it was drawn on.
() => {
  let drawn = false, pixels = 0, step = "ArrowRight";
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    drawn ||= this.canvas.isConnected;
    return draw.apply(this, args);
  };
  const visible = (element) => element.offsetParent !== null;
  const summed = (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer).reduce((sum, pixel) => (sum * 31 + pixel) | 0, 0);
  };
  const look = () => {
    const canvas = document.querySelector(".jupyter-matplotlib canvas");
    if (canvas) {
      if (drawn) pixels = summed(canvas);
      drawn = false;
      return pixels;
    }
    const image = [...document.querySelectorAll(".jp-OutputArea img")].filter(visible).at(-1);
    return image?.complete && image.naturalWidth ? image.src : undefined;
  };
  const handles = () => [...document.querySelectorAll(".noUi-handle")].filter(visible);
  let seen = look();
  const frame = () => {
    const now = look();
    if (now !== undefined && now !== seen) {
      seen = now;
      setTimeout(() => changes.push(performance.now()));  // after this frame is painted
    }
    requestAnimationFrame(frame);
  };
  window.changes = [];
  window.handle = (place) => handles().at(place % handles().length);
  // Up and down, so that each press has a new picture to show.
  window.nextKey = (handle) => {
    const [least, now, most] = ["min", "now", "max"].map((n) => +handle.getAttribute(`aria-value${n}`));
    if (now === most) step = "ArrowLeft";
    if (now === least) step = "ArrowRight";
    return step;
  };
  window.repeatKey = (times) => new Promise((done) => {
    const last = handle(-1);
    const press = () => {
      last.dispatchEvent(new KeyboardEvent("keydown", { key: nextKey(last), bubbles: true }));
      if (--times) requestAnimationFrame(press); else done(performance.now());
    };
    requestAnimationFrame(press);
  });
  addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, true);
  requestAnimationFrame(frame);
}
