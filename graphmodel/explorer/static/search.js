// Names to choose from while somebody types; without this script the form searches just the same.
"use strict";
{
  const box = document.getElementById("q");
  const list = document.getElementById("found");
  let waiting = 0;
  let asked = "";

  async function suggest() {
    const text = box.value.trim();
    if (text.length < 2 || text === asked) return;
    asked = text;
    try {
      const said = await fetch(`/suggest?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
      if (!said.ok) return;
      const found = await said.json();
      if (box.value.trim() !== text) return;
      list.replaceChildren(
        ...found.map((item) => {
          const option = document.createElement("option");
          option.value = item.id;
          option.label = `${item.name} (${item.kind})`;
          return option;
        }),
      );
    } catch {
      // the form still searches
    }
  }

  if (box && list) {
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(suggest, 150);
    });
  }
}
