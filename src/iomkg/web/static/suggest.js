// Suggestions as one types, in every field that says where to ask for them. Without this script the fields still work.
"use strict";

(() => {
  const wait = 150;

  const offer = (field, list, items) => {
    list.replaceChildren(
      ...items.map((item, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.role = "option";
        option.textContent = item.text;
        if (item.kind) {
          const aside = document.createElement("span");
          aside.className = "aside";
          aside.textContent = ` ${item.kind}`;
          option.append(aside);
        }
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(field, list, item);
        });
        return option;
      }),
    );
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (field, list, item) => {
    if (item.href) {
      window.location.assign(item.href);
      return;
    }
    field.value = item.value;
    offer(field, list, []);
  };

  const suggest = (field, place) => {
    const list = document.createElement("ul");
    list.id = `suggestions-${place}`;
    list.className = "suggestions";
    list.role = "listbox";
    list.hidden = true;
    list.setAttribute("aria-label", field.dataset.found);
    field.after(list);
    field.role = "combobox";
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    let items = [];
    let active = -1;
    let timer = 0;
    let asked = 0;

    const ask = async () => {
      const number = ++asked;
      const address = new URL(field.dataset.suggest, window.location.href);
      address.searchParams.set("q", field.value);
      address.searchParams.set("lang", document.documentElement.lang);
      const response = await fetch(address);
      if (!response.ok || number !== asked) return;
      items = await response.json();
      active = -1;
      offer(field, list, document.activeElement === field ? items : []);
    };

    field.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => ask().catch(() => offer(field, list, [])), wait);
    });
    field.addEventListener("blur", () => offer(field, list, []));
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "Escape") offer(field, list, []);
      else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(field, list, items[active]);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        active = (active + (event.key === "ArrowDown" ? 1 : items.length - 1 + (active < 0 ? 1 : 0))) % items.length;
        [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
        field.setAttribute("aria-activedescendant", `${list.id}-${active}`);
      }
    });
  };

  document.querySelectorAll("[data-suggest]").forEach(suggest);
})();
