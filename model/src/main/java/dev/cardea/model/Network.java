package dev.cardea.model;

/// A block of addresses, such as `203.0.113.0/24`; a single address is a block of one.
///
/// @param prefix how many of the 128 bits count (an IPv4 prefix plus 96)
public record Network(Address base, int prefix) {
    public Network {
        if (prefix < 0 || prefix > 128) {
            throw new IllegalArgumentException("prefix must be 0 to 128 bits, found " + prefix);
        }
        base = mask(base, prefix);
    }

    /// From `address` or `address/prefix`.
    ///
    /// @throws IllegalArgumentException naming what was found
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        Address address =
                Address.parse(literal)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "'%s' is not an IP address or address/prefix"
                                                .formatted(text)));
        boolean dotted = address.isIpv4() && literal.indexOf(':') < 0;
        int bits = dotted ? 32 : 128;
        int prefix = bits;
        if (slash >= 0) {
            try {
                prefix = Integer.parseInt(text.substring(slash + 1));
            } catch (NumberFormatException e) {
                prefix = -1;
            }
        }
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "'%s' needs a prefix of 0 to %d bits".formatted(text, bits));
        }
        return new Network(address, dotted ? prefix + 96 : prefix);
    }

    public boolean contains(Address address) {
        return mask(address, prefix).equals(base);
    }

    private static Address mask(Address address, int prefix) {
        long high = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
        long low = prefix <= 64 ? 0 : prefix == 128 ? -1L : -1L << (128 - prefix);
        return new Address(address.high() & high, address.low() & low);
    }

    @Override
    public String toString() {
        boolean dotted = base.isIpv4() && prefix >= 96;
        return base + "/" + (dotted ? prefix - 96 : prefix);
    }
}
