// Enhances pages that already work without it: nothing here is needed to read a page or send a form.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

// GOV.UK Frontend asks for these classes in an inline script, which the content security policy refuses.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}

// "Add another" gives one more empty line at once; without this script the same button asks the server for it.
for (const button of document.querySelectorAll("[data-add-line]")) {
  button.addEventListener("click", (event) => {
    const list = document.getElementById(button.dataset.addLine);
    const last = list?.lastElementChild;
    const most = Number(button.dataset.most || 50);
    if (!last || list.children.length >= most) return;
    event.preventDefault();

    const number = list.children.length + 1;
    const line = last.cloneNode(true);
    const input = line.querySelector("input, textarea");
    const label = line.querySelector("label");
    input.id = `${button.dataset.id}-${number}`;
    input.value = "";
    input.removeAttribute("aria-describedby");
    label.htmlFor = input.id;
    label.textContent = label.textContent.replace(/\d+/, String(number));
    list.append(line);
    input.focus();
    if (number >= most) button.hidden = true;
  });
}

// One box to tick all of a list, which without this script would do nothing and so is not there.
for (const cell of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...cell.closest("table").querySelectorAll("tbody input[type=checkbox]")];
  const label = document.createElement("label");
  label.className = "app-tick";
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "app-tick__box";
  const words = document.createElement("span");
  words.className = "govuk-visually-hidden";
  words.textContent = "Tick all";
  label.append(all, words);
  cell.append(label);

  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  const follow = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  boxes.forEach((box) => box.addEventListener("change", follow));
}

// Leaving a form with unsaved words asks first.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
