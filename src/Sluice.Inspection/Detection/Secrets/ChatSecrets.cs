using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Slack, Telegram, Discord.</summary>
internal static class ChatSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: bot, user, app, refresh, configuration and legacy tokens.
        // Misses: browser cookies (xoxd-) whose value is percent-encoded.
        // Example: xoxb-<digits>-<digits>-<24 characters>
        // Source: https://api.slack.com/concepts/token-types
        Detector.Create("secrets/slack-token", "Slack token", certain: true,
            Open("xox[abcdeoprs]-(?:[0-9]{1,2}-)?[0-9]{6,16}-[0-9A-Za-z-]{10}", "[0-9A-Za-z-]"),
            Prefixed("(?:xoxe\\.xox[bp]|xoxe)-[0-9]-[A-Za-z0-9]{60,}", SecretText.IsRandom, "rotated"),
            Prefixed("xapp-[0-9]-[A-Z0-9]{8,}-[0-9]{8,}-[a-z0-9]{32,}", variant: "app")),

        // Finds: the URLs of incoming webhooks, workflows and triggers: whoever has one may post.
        // Misses: nothing known.
        // Example: https://hooks.slack.com/services/T.../B.../<24 characters>
        // Source: https://api.slack.com/messaging/webhooks
        Detector.Create("secrets/slack-webhook", "URL of a Slack webhook", certain: true,
            Prefixed("(?:https?://)?hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,}")),

        // Finds: bot tokens, also in the URLs of the bot API.
        // Misses: nothing known.
        // Example: <8 to 10 digits>:AA<33 characters>
        // Source: https://core.telegram.org/bots/features#creating-a-new-bot
        Detector.Create("secrets/telegram-bot-token", "Telegram bot token", certain: true,
            Prefixed("[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_])", SecretText.IsRandom)),

        // Finds: the signature of a bot token, behind its two public parts (the bot's id and a time).
        // Misses: user tokens of multi-factor accounts (mfa.).
        // Example: M... + . + 6 characters + . + <27 to 38 characters>
        // Source: https://discord.com/developers/docs/reference#authentication
        Detector.Create("secrets/discord-token", "Signature of a Discord bot token", certain: true,
            Of("[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])", "(?<![A-Za-z0-9_-])[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.", SecretText.IsRandom)),

        // Finds: the URLs of webhooks: whoever has one may post.
        // Misses: nothing known.
        // Example: https://discord.com/api/webhooks/<id>/<68 characters>
        // Source: https://discord.com/developers/docs/resources/webhook
        Detector.Create("secrets/discord-webhook", "URL of a Discord webhook", certain: true,
            Prefixed("(?:https?://)?(?:canary\\.|ptb\\.)?discord(?:app)?\\.com/api/(?:v[0-9]+/)?webhooks/[0-9]+/[A-Za-z0-9_-]{60,}", SecretText.IsRandom)),
    ];
}
