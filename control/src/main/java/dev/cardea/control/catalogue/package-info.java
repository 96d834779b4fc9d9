/// What Cardea knows of providers and models without being told: addresses, dialects, context sizes,
/// capabilities, prices. Data files, replaceable at run time, checked before they count.
@NullMarked
package dev.cardea.control.catalogue;

import org.jspecify.annotations.NullMarked;
