using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Mail and text messages.</summary>
internal static class MessagingSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: SendGrid keys.
        // Misses: nothing known.
        // Example: SG. + 22 characters + . + 43 characters
        // Source: https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
        Detector.Create("secrets/sendgrid-api-key", "SendGrid API key", certain: true,
            Prefixed("SG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}", SecretText.IsRandom)),

        // Finds: keys behind a name with "mailgun" in it or behind the user name api.
        // Misses: keys that stand alone: key- and 32 hex digits is also how caches name entries.
        // Example: MAILGUN_API_KEY=key- + 32 hex digits
        // Source: https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/
        Detector.Create("secrets/mailgun-api-key", "Mailgun key, named as such", certain: true,
            Of("(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![0-9A-Za-z])", "(?:(?i:mailgun)[A-Za-z0-9_. -]*" + Assign + "|" + WordStart + "api:)", SecretText.IsRandom)),

        // Finds: Mailchimp keys, by their data centre.
        // Misses: keys whose data centre was cut off.
        // Example: 32 hex digits + -us12
        // Source: https://mailchimp.com/developer/marketing/guides/quick-start/
        Detector.Create("secrets/mailchimp-api-key", "Mailchimp API key", certain: false,
            Of("(?<![A-Za-z0-9-])[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9])", validator: SecretText.IsRandom)),

        // Finds: Twilio's API keys by form: SK and 32 hex digits.
        // Misses: account ids (AC...), which are no secrets.
        // Example: SK + 32 hex digits
        // Source: https://www.twilio.com/docs/iam/api-keys
        Detector.Create("secrets/twilio-api-key", "Twilio API key", certain: true,
            Prefixed("SK[0-9a-f]{32}(?![0-9A-Za-z])", SecretText.IsRandom)),

        // Finds: auth tokens and key secrets behind a name with "twilio" in it.
        // Misses: tokens that stand alone: 32 hex digits are also an MD5.
        // Example: TWILIO_AUTH_TOKEN=<32 hex digits>
        // Source: https://www.twilio.com/docs/iam/api/authtoken
        Detector.Create("secrets/twilio-auth-token", "Twilio auth token, named as such", certain: true,
            Of("[0-9A-Za-z]{32}(?![0-9A-Za-z])", "(?i:twilio[A-Za-z0-9_. -]*(?:token|secret))" + Assign, SecretText.IsRandom)),
    ];
}
