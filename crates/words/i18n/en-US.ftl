### The United States

method-cheque = Check
unit-licence = { $count ->
    [one] license
   *[other] licenses
}
unit-kilometre = { $count ->
    [one] kilometer
   *[other] kilometers
}
unit-metre = { $count ->
    [one] meter
   *[other] meters
}
unit-litre = { $count ->
    [one] liter
   *[other] liters
}
