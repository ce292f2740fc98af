// Scalar puts its styles into the page by scripts. The policy of the page lets nobody but these scripts do that: they know
// the word of this reply.
const { nonce } = document.currentScript;
const create = document.createElement.bind(document);
document.createElement = (name, ...more) => {
  const element = create(name, ...more);
  if (String(name).toLowerCase() === "style") element.nonce = nonce;
  return element;
};
// A style of one element, set as the policy allows it.
const set = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (String(name).toLowerCase() === "style") this.style.cssText = value;
  else set.call(this, name, value);
};
