using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Payments and shops.</summary>
internal static class CommerceSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: secret and restricted keys, live and test, and the signing secrets of webhooks.
        // Misses: publishable keys (pk_), which are public.
        // Example: sk_live_ + 24 or more characters
        // Source: https://docs.stripe.com/keys
        Detector.Create("secrets/stripe-key", "Stripe secret key or webhook secret", certain: true,
            Prefixed("[sr]k_(?:test|live|prod)_[0-9A-Za-z]{16,}", SecretText.IsRandom),
            Prefixed("whsec_[0-9A-Za-z+/]{24,}={0,2}", SecretText.IsRandom, "webhook")),

        // Finds: access tokens and application secrets.
        // Misses: tokens that begin with EAAA, which is also how much base64 begins.
        // Example: sq0atp- + 22 characters
        // Source: https://developer.squareup.com/docs/build-basics/access-tokens
        Detector.Create("secrets/square-token", "Square token", certain: true,
            Prefixed("sq0(?:atp|csp)-[0-9A-Za-z_-]{22,43}", SecretText.IsRandom)),

        // Finds: access tokens, shared secrets, private and custom app passwords.
        // Misses: storefront tokens, which are public.
        // Example: shpat_ + 32 hex digits
        // Source: https://shopify.dev/docs/apps/build/authentication-authorization
        Detector.Create("secrets/shopify-token", "Shopify token", certain: true,
            Prefixed("shp(?:at|ca|pa|ss|ua)_[a-fA-F0-9]{32}(?![A-Za-z0-9])", SecretText.IsRandom)),

        // Finds: access tokens of PayPal's Braintree.
        // Misses: REST secrets, which have no prefix.
        // Example: access_token$production$<16>$<32 hex digits>
        // Source: https://developer.paypal.com/braintree/docs
        Detector.Create("secrets/braintree-token", "PayPal Braintree access token", certain: true,
            Prefixed("access_token\\$(?:production|sandbox)\\$[0-9a-z]{16}\\$[0-9a-f]{32}")),
    ];
}
