package dev.cardea.control.catalogue;

import dev.cardea.model.PriceList;
import dev.cardea.model.TargetPrice;
import java.util.Optional;

/// The catalogue as a price list: a price is known when input and output both are.
public final class CataloguePrices {
    private CataloguePrices() {}

    public static PriceList of(Catalogue catalogue) {
        return (provider, model) ->
                catalogue.model(provider, model).flatMap(CataloguePrices::price);
    }

    private static Optional<TargetPrice> price(CatalogueModel model) {
        Prices prices = model.prices();
        return prices.input().isPresent() && prices.output().isPresent()
                ? Optional.of(
                        new TargetPrice(prices.input().getAsLong(), prices.output().getAsLong()))
                : Optional.empty();
    }
}
