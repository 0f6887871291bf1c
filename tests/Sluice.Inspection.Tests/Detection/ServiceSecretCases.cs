using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Chat, commerce, mail, monitoring, workspaces.</summary>
internal static class ServiceSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        Chat(list);
        Commerce(list);
        Messaging(list);
        Monitoring(list);
        Workspaces(list);
        return list.Cases;
    }

    private static void Chat(CaseList list)
    {
        list.Must("secrets/slack-token", $"xoxb-{Of(Digit, 12)}-{Of(Digit, 12, 2)}-{Of(Alnum, 24)}", "@@", "SLACK_BOT_TOKEN=@@\n", "Bearer @@\"");
        list.Must("secrets/slack-token", $"xoxp-{Of(Digit, 11)}-{Of(Digit, 11)}-{Of(Digit, 12)}-{Of(Hex, 32)}", "@@.");
        list.Must("secrets/slack-token", $"xapp-1-A{Of(UpperAlnum, 10)}-{Of(Digit, 13)}-{Of(Hex, 64)}", "@@");
        list.Must("secrets/slack-token", "xoxe.xoxp-1-" + Of(Alnum, 160), "@@");
        list.Pass("secrets/slack-token", "xoxb-your-token-goes-here", "xoxo-123456-kisses", "xapp-1-test", "axoxb-" + Of(Digit, 12) + "-" + Of(Alnum, 24));

        list.Must("secrets/slack-webhook", $"https://hooks.slack.com/services/T{Of(UpperAlnum, 10)}/B{Of(UpperAlnum, 10)}/{Of(Alnum, 24)}", "@@", "curl @@ -d x", "url='@@'");
        list.Must("secrets/slack-webhook", $"hooks.slack.com/workflows/T{Of(UpperAlnum, 10)}/A{Of(UpperAlnum, 10)}/{Of(Alnum, 24)}", "post to @@.");
        list.Pass("secrets/slack-webhook", "https://hooks.slack.com/services/", "https://api.slack.com/services/" + Of(Alnum, 44), "https://hooks.slack.com/services/T000/B000/X");

        list.Must("secrets/telegram-bot-token", $"{Of(Digit, 10)}:AA{Of(Base64Url, 32)}x", "@@", "https://api.telegram.org/bot@@/sendMessage", "TOKEN=@@\n");
        list.Pass("secrets/telegram-bot-token", $"{Of(Digit, 10)}:AB{Of(Base64Url, 33)}", $"{Of(Digit, 10)}:AA{Of(Base64Url, 20)}", "12:AAAA", $"{Of(Digit, 10)}:AA{new string('a', 33)}");

        list.Must("secrets/discord-token", Of(Base64Url, 38), $"M{Of(Alnum, 25)}.{Of(Alnum, 6)}.@@", $"Bot N{Of(Alnum, 23)}.{Of(Alnum, 6)}.@@ ");
        list.Pass("secrets/discord-token", $"A{Of(Alnum, 25)}.{Of(Alnum, 6)}.{Of(Alnum, 38)}", $"M{Of(Alnum, 25)}.{Of(Alnum, 5)}.{Of(Alnum, 38)}", "Microsoft.Extensions.DependencyInjection.Abstractions");

        list.Must("secrets/discord-webhook", $"https://discord.com/api/webhooks/{Of(Digit, 18)}/{Of(Base64Url, 68)}", "@@", "curl @@ -d x");
        list.Must("secrets/discord-webhook", $"https://ptb.discordapp.com/api/v10/webhooks/{Of(Digit, 19)}/{Of(Base64Url, 68)}", "@@?wait=true");
        list.Pass("secrets/discord-webhook", "https://discord.com/api/webhooks/123/abc", "https://discord.com/channels/" + Of(Digit, 18) + "/" + Of(Digit, 68));
    }

    private static void Commerce(CaseList list)
    {
        list.Must("secrets/stripe-key", "sk_" + "live_" + Of(Alnum, 24), "@@", "stripe.api_key = '@@'", "curl -u @@: https://api.stripe.com");
        list.Must("secrets/stripe-key", "rk_" + "test_" + Of(Alnum, 99), "@@");
        list.Must("secrets/stripe-key", "whsec_" + Of(Alnum, 32), "@@");
        list.Pass("secrets/stripe-key", "pk_" + "live_" + Of(Alnum, 24), "sk_" + "test_...", "sk_" + "live_" + new string('x', 24), "task_" + "live_" + Of(Alnum, 24), "risk_test_results_of_today");

        list.Must("secrets/square-token", "sq0atp-" + Of(Base64Url, 22), "@@", "Bearer @@,");
        list.Must("secrets/square-token", "sq0csp-" + Of(Base64Url, 43), "@@");
        list.Pass("secrets/square-token", "sq0idp-" + Of(Base64Url, 22), "sq0atp-short");

        list.Must("secrets/shopify-token", "shpat_" + Of(Hex, 32), "@@", "X-Shopify-Access-Token: @@\n");
        list.Must("secrets/shopify-token", "shpss_" + Of(Hex, 32), "@@");
        list.Pass("secrets/shopify-token", "shpat_" + Of(Hex, 31), "shpat_" + Of(Hex, 33), "shpxx_" + Of(Hex, 32));

        list.Must("secrets/braintree-token", $"access_token$production${Of(LowerAlnum, 16)}${Of(Hex, 32)}", "@@", "accessToken: '@@'");
        list.Pass("secrets/braintree-token", "access_token$production$x$y", $"access_token$staging${Of(LowerAlnum, 16)}${Of(Hex, 32)}");
    }

    private static void Messaging(CaseList list)
    {
        list.Must("secrets/sendgrid-api-key", $"SG.{Of(Base64Url, 22)}.{Of(Base64Url, 43)}", "@@", "SENDGRID_API_KEY='@@'", "Bearer @@\"");
        list.Pass("secrets/sendgrid-api-key", "SG.short.value", $"MSG.{Of(Base64Url, 22)}.{Of(Base64Url, 43)}", $"SG.{Of(Base64Url, 10)}.{Of(Base64Url, 43)}");

        list.Must("secrets/mailgun-api-key", "key-" + Of(Hex, 32), "MAILGUN_API_KEY=@@", "curl -s --user 'api:@@' https://api.mailgun.net", "mailgun key: \"@@\"");
        list.Must("secrets/mailgun-api-key", $"{Of(Hex, 32)}-{Of(Hex, 8)}-{Of(Hex, 8, 2)}", "MAILGUN_API_KEY=@@\n");
        list.Pass("secrets/mailgun-api-key", "key-" + Of(Hex, 32), "cache: key-" + Of(Hex, 32), "MAILGUN_API_KEY=key-x");

        list.Must("secrets/mailchimp-api-key", Of(Hex, 32) + "-us12", "@@", "MAILCHIMP=@@\n");
        list.Pass("secrets/mailchimp-api-key", Of(Hex, 32), Of(Hex, 33) + "-us12", new string('0', 32) + "-us1", Of(Hex, 32) + "-user");

        list.Must("secrets/twilio-api-key", "SK" + Of(Hex, 32), "@@", "key = \"@@\"", "Bearer @@ ");
        list.Pass("secrets/twilio-api-key", "AC" + Of(Hex, 32), "SK" + Of(Hex, 31), "SK" + Of(Hex, 33), "DISK" + Of(Hex, 32), "SK" + new string('0', 32));

        list.Must("secrets/twilio-auth-token", Of(Hex, 32), "TWILIO_AUTH_TOKEN=@@", "twilio_token: '@@'", "Twilio auth token: @@");
        list.Pass("secrets/twilio-auth-token", Of(Hex, 32), "auth_token: " + Of(Hex, 32), "TWILIO_AUTH_TOKEN=$TOKEN", "TWILIO_ACCOUNT_SID=AC" + Of(Hex, 32));
    }

    private static void Monitoring(CaseList list)
    {
        list.Must("secrets/grafana-token", $"glsa_{Of(Alnum, 32)}_{Of(Hex, 8)}", "@@", "Bearer @@ ");
        list.Must("secrets/grafana-token", "glc_" + Of(Base64, 120) + "==", "@@");
        list.Pass("secrets/grafana-token", "glsa_short_1", "glc_texture_unit", "eglsa_" + Of(Alnum, 32) + "_" + Of(Hex, 8));

        list.Must("secrets/newrelic-key", "NRAK-" + Of(UpperAlnum, 27), "@@", "Api-Key: @@\n");
        list.Pass("secrets/newrelic-key", "NRAK-", "NRAK-" + new string('X', 27), "NRXX-" + Of(UpperAlnum, 27));

        list.Must("secrets/dynatrace-token", $"dt0c01.{Of(UpperAlnum, 24)}.{Of(UpperAlnum, 64)}", "@@", "Api-Token @@,");
        list.Pass("secrets/dynatrace-token", "dt0c01." + Of(UpperAlnum, 24), $"dt0c01.{Of(UpperAlnum, 24)}.{Of(UpperAlnum, 40)}");

        list.Must("secrets/sentry-token", "sntryu_" + Of(Hex, 64), "SENTRY_AUTH_TOKEN=@@", "@@");
        list.Must("secrets/sentry-token", "sntrys_eyJ" + Of(Base64, 120) + "_" + Of(Base64, 43), "@@");
        list.Pass("secrets/sentry-token", "sntryu_" + Of(Hex, 30), "sntrys_");

        list.Must("secrets/datadog-key", Of(Hex, 32), "DD_API_KEY=@@", "datadog_api_key: \"@@\"");
        list.Must("secrets/datadog-key", Of(Hex, 40), "DD_APP_KEY=@@\n");
        list.Pass("secrets/datadog-key", Of(Hex, 32), "DD_API_KEY=" + Of(Hex, 31), "ADD_API_KEY=" + Of(Hex, 32), "DD_API_KEY=<key>");
    }

    private static void Workspaces(CaseList list)
    {
        list.Must("secrets/linear-token", "lin_api_" + Of(Alnum, 40), "@@", "Authorization: @@\n");
        list.Pass("secrets/linear-token", "lin_api_version", "kaolin_api_" + Of(Alnum, 40));

        list.Must("secrets/notion-token", "ntn_" + Of(Alnum, 46), "@@", "NOTION_TOKEN=@@");
        list.Must("secrets/notion-token", "secret_" + Of(Alnum, 43), "@@");
        list.Pass("secrets/notion-token", "secret_name", "secret_" + Of(Alnum, 20), "client_secret_" + Of(Alnum, 43), "secret_" + new string('a', 43));

        list.Must("secrets/figma-token", "figd_" + Of(Base64Url, 40), "@@", "X-Figma-Token: @@\n");
        list.Pass("secrets/figma-token", "figd_short", "my_figd_" + Of(Base64Url, 40));

        list.Must("secrets/airtable-token", Of(Hex, 64), "pat" + Of(Alnum, 14) + ".@@", "Bearer pat" + Of(Alnum, 14) + ".@@\"");
        list.Pass("secrets/airtable-token", Of(Hex, 64), "pattern." + Of(Hex, 64), "pat" + Of(Alnum, 14) + "." + Of(Hex, 60));

        list.Must("secrets/workspace-token", $"PMAK-{Of(Hex, 24)}-{Of(Hex, 34)}", "@@", "X-Api-Key: @@\n");
        list.Must("secrets/workspace-token", $"pat-na1-{Of(Hex, 8)}-{Of(Hex, 4)}-{Of(Hex, 4)}-{Of(Hex, 4)}-{Of(Hex, 12)}", "@@");
        list.Pass("secrets/workspace-token", "PMAK-short", "pat-na1-test", $"PMAK-{Of(Hex, 24)}-{Of(Hex, 20)}");
    }
}
