// Enhances pages that already work without it: nothing here is needed to read a page or send a form.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { MultiSelect } from "@ministryofjustice/frontend/moj/components/multi-select/multi-select.mjs";

// GOV.UK Frontend asks for these classes in an inline script, which the content security policy refuses.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  MultiSelect,
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
