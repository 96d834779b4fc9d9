/// What Cardea knows of providers and models without being told: addresses, dialects, context sizes,
/// capabilities, prices. Data files, replaceable at run time, checked before
/// they count: [dev.cardea.control.catalogue.CatalogueShelf] holds the one in use,
/// [dev.cardea.control.catalogue.UpdateCatalogue] puts another in its place.
@NullMarked
package dev.cardea.control.catalogue;

import org.jspecify.annotations.NullMarked;
