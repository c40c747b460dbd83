// What textual.js leaves to the page around it.
{
  const LEFT = "You have left the reading room.";
  const LOST = "The connection was lost; what was saved is safe.";
  const WENT_WELL = 1000;
  const FACES = ["", "bold ", "italic ", "italic bold "];

  // Addresses are relative to this page, so that it works under any name a proxy gives it.
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(address) {
      super(new URL(address, location.href.replace(/^http/, "ws")));
      this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
      this.addEventListener("close", (event) => {
        document.querySelector("#reason").textContent = event.reason || (event.code === WENT_WELL ? LEFT : LOST);
        // Only once textual.js has made it visible can it be focused.
        setTimeout(() => document.querySelector("#again").focus());
      });
    }
  };

  // A download is no new window, which a browser may block; and a page that is opened learns nothing of this one.
  const openWindow = window.open.bind(window);
  window.open = (address, ...rest) => {
    const download = address?.split(`${location.origin}/download/`)[1];
    if (download === undefined) {
      return address ? openWindow(address, "_blank", "noopener,noreferrer") : openWindow(address, ...rest);
    }
    const link = document.createElement("a");
    link.href = `download/${download}`;
    link.download = "";
    link.click();
    return null;
  };

  // A terminal measures its font once: it must be there.
  const openTerminal = window.onload;
  window.onload = async (event) => {
    document.querySelector("#again").addEventListener("click", () => location.reload());
    await Promise.allSettled(FACES.map((face) => document.fonts.load(`${face}16px "Roboto Mono"`)));
    openTerminal(event);
  };
}
