using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Amazon, Google, Microsoft.</summary>
internal static class CloudSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        Aws(list);
        Google(list);
        Azure(list);
        return list.Cases;
    }

    private static void Aws(CaseList list)
    {
        var id = "AKIA" + Of(Upper + "234567", 16);
        list.Must("secrets/aws-access-key-id", id, "@@", "key: @@.", "aws_access_key_id=@@\nregion=eu", "\"@@\"", "密钥@@", @"first\n@@\nlast", "?id%3D@@&x");
        list.Must("secrets/aws-access-key-id", "ASIA" + Of(UpperAlnum, 16), "AWS_ACCESS_KEY_ID=@@");
        list.Must("secrets/aws-access-key-id", "AKIA" + "IOSFODNN7EXAMPLE", "the documentation's @@");
        list.Pass("secrets/aws-access-key-id", id[..19], id + "A", "x" + id, "_" + id, id.ToLowerInvariant(), "AROA" + id[4..], "AKIA");

        var secret = Of(Base64, 40);
        list.Must("secrets/aws-secret-access-key", secret, "aws_secret_access_key = @@", "AWS_SECRET_ACCESS_KEY=@@\n", "\"SecretAccessKey\": \"@@\",", "secretAccessKey: '@@'", "<SecretAccessKey>@@</SecretAccessKey>",
            "{\\\"aws_secret_access_key\\\":\\\"@@\\\"}", "Secret access key: @@", id + ",@@", $"{id}:@@", "os.environ[\"AWS_SECRET_ACCESS_KEY\"] = \"@@\"");
        list.Pass("secrets/aws-secret-access-key", secret, $"sha1 {secret}", $"aws_secret_access_key = {secret[..39]}", $"aws_secret_access_key = {secret}a", "aws_secret_access_key = " + new string('x', 40),
            "AWS_SECRET_ACCESS_KEY=${SECRET}", "secret_key_base: config");

        var session = Of(Base64, 600) + "==";
        list.Must("secrets/aws-session-token", session, "AWS_SESSION_TOKEN=@@", "\"SessionToken\": \"@@\"", "aws_session_token = @@\n[next]");
        list.Pass("secrets/aws-session-token", session, "AWS_SESSION_TOKEN=$(get-token)", "sessionToken: string", $"session_token = {session[..30]}");

        var bedrock = "ABSKQmVkcm9ja0FQ" + "SUtleS" + Of(Base64, 90) + "=";
        list.Must("secrets/aws-bedrock-api-key", bedrock, "AWS_BEARER_TOKEN_BEDROCK=@@", "Bearer @@ ");
        list.Pass("secrets/aws-bedrock-api-key", "ABSK" + Of(Base64, 90), "ABSKQmVkcm9ja0FQ" + "SUtleS");
    }

    private static void Google(CaseList list)
    {
        var key = "AIza" + Of(Base64Url, 34) + "x";
        list.Must("secrets/google-api-key", key, "@@", "?key=@@&v=1", "apiKey: \"@@\",", "GOOGLE_API_KEY=@@\n");
        list.Pass("secrets/google-api-key", key[..38], key + "y", "my" + key, "AIza" + new string('0', 35), "AIza keys");

        list.Must("secrets/google-oauth-token", "ya29." + Of(Base64Url, 120), "Bearer @@", "access_token=@@&t=1");
        list.Must("secrets/google-oauth-token", "1//0" + Of(Base64Url, 60), "\"refresh_token\": \"@@\"");
        list.Pass("secrets/google-oauth-token", "ya29.short", "xya29." + Of(Base64Url, 120), "1//0g", "11//0" + Of(Base64Url, 60));

        list.Must("secrets/google-client-secret", "GOCSPX-" + Of(Base64Url, 28), "@@", "\"client_secret\":\"@@\"");
        list.Pass("secrets/google-client-secret", "GOCSPX-abc", "MYGOCSPX-" + Of(Base64Url, 28));
    }

    private static void Azure(CaseList list)
    {
        var account = Of(Base64, 86) + "==";
        list.Must("secrets/azure-account-key", account, "DefaultEndpointsProtocol=https;AccountName=dev;AccountKey=@@;EndpointSuffix=core.windows.net", "\"accountKey\": \"@@\"", "AZURE_STORAGE_KEY=@@");
        list.Must("secrets/azure-account-key", Of(Base64, 43) + "=", "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=@@", "HostName=h;SharedAccessKey=@@;EntityPath=q");
        list.Pass("secrets/azure-account-key", account, "AccountKey=<key>", "AccountKey=" + new string('A', 86) + "==", "AccountKey=short==");

        var signature = Of(Alnum, 41) + "%2B" + Of(Alnum, 1) + "%3D";
        list.Must("secrets/azure-sas-signature", signature, "https://x.blob.core.windows.net/c?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&sig=@@", "?sig=@@&sv=1", "&amp;sig=@@\"");
        list.Pass("secrets/azure-sas-signature", "?sig=short", $"?design={signature}", $"sig={signature}");

        list.Must("secrets/azure-client-secret", Of(Alnum + "_~.-", 31) + "aB7", "AZURE_CLIENT_SECRET=abc8Q~@@", "'x.Y1Q~@@'");
        list.Pass("secrets/azure-client-secret", "abc8Q~tooshort", "abcdQ~" + Of(Alnum, 34), "abc8Q-" + Of(Alnum, 34), "abc8Q~" + Of(Alnum, 60));

        var hex = Of(Hex, 32);
        list.Must("secrets/azure-ai-key", hex, "AZURE_OPENAI_API_KEY=@@", "api-key: @@", "Ocp-Apim-Subscription-Key: @@", "azureSpeechKey1 = \"@@\"");
        list.Must("secrets/azure-ai-key", Of(Alnum, 84), "AZURE_OPENAI_KEY='@@'");
        list.Pass("secrets/azure-ai-key", hex, $"md5: {hex}", $"api-key: {hex}0", "api-key: " + new string('0', 32), $"cache-key: {hex}");
    }
}
