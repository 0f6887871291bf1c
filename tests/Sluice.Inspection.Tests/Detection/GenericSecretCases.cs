using System.Text;
using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Values known by what stands before them.</summary>
internal static class GenericSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        Connections(list);
        Headers(list);
        Keys(list);
        Passwords(list);
        return list.Cases;
    }

    private static void Connections(CaseList list)
    {
        const string Name = "secrets/connection-string";
        list.Must(Name, "s3cr3t-Pw", "postgres://app:@@@db.internal:5432/main", "mongodb+srv://u:@@@cluster0.example.net/?w=1", "redis://:@@@127.0.0.1:6379/0",
            "\"amqp://guest:@@@mq\"", "https://bob:@@@example.org/x", "Server=db;Database=x;User Id=sa;Password=@@;Encrypt=true", "Host=h;Username=u;Pwd = @@");
        list.Must(Name, "a#b$c%d!e@f", "mysql://root:@@@localhost/db");
        list.Pass(Name, "http://localhost:8080/path", "https://example.org:443/@scope/package", "postgres://app:${DB_PASSWORD}@db/main", "postgres://app:<password>@db/main", "ssh://git@github.com/x.git",
            "see http://a.example:80 or b@c.example", "Password=;User=x", "x;Password={0};");

        const string Url = "secrets/url-token";
        list.Must(Url, Of(Alnum, 24), "https://api.example.org/v1/items?token=@@", "/callback?a=1&access_token=@@&b=2", "?api_key=@@#top", "?x-goog-signature=@@");
        list.Pass(Url, "?token=", "?tokens=" + Of(Alnum, 24), "?token=YOUR_TOKEN_1", "?key=value", "?token=${TOKEN1}", "?page=12345678", "token=" + Of(Alnum, 24));
    }

    private static void Headers(CaseList list)
    {
        const string Name = "secrets/authorization-header";
        list.Must(Name, Of(Alnum, 40), "Authorization: Bearer @@", "-H \"Authorization: Bearer @@\"", "\"authorization\": \"bearer @@\"", "headers={'Authorization': 'Bearer @@'}", "Authorization: token @@\n");
        list.Must(Name, Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + Of(Alnum, 9))), "Authorization: Basic @@", "'Authorization': 'Basic @@'", "authorization=\"Basic @@\"");
        list.Pass(Name, "Authorization: Bearer YOUR_ACCESS_TOKEN_1234", "Authorization: Bearer $TOKEN", "Authorization: Bearer {token}", "Authorization: Basic " + Convert.ToBase64String("no colon in here"u8),
            "the bearer of-this-letter-number-12", "Authorization: Basic realm", "bearer authentication", "Authorization: Bearer example-token-1234567890");
    }

    private static void Keys(CaseList list)
    {
        const string Name = "secrets/generic-api-key";
        var value = Of(Alnum, 32);
        list.Must(Name, value, "api_key: @@", "API-KEY=@@\n", "\"apiKey\": \"@@\"", "{\\\"api_key\\\": \\\"@@\\\"}", "client_secret = '@@';", "access token is @@.".Replace(".", " ", StringComparison.Ordinal),
            "config[\"secret\"] = \"@@\"", "TOKEN=@@\nPORT=1", "<token>@@</token>", "auth_token => \"@@\"", "x-auth-token: @@\r\n", "private_key_secret:@@,");
        list.Must(Name, Of(Hex, 40), "api_key: @@");
        list.Must(Name, Of(LowerAlnum, 16), "secret=@@");
        list.Must(Name, "6f1c2d3e-4b5a-4c7d-8e9f-" + Of(Hex, 12), "client_secret: @@");
        list.Pass(Name, value, "API_KEY=YOUR_API_KEY_HERE_1234", "api_key=your-api-key-0123456789", "token: string", "secret = os.environ['SECRET_KEY_2024']", "api_key = settings.providers.openai.key1",
            "token=" + new string('x', 32), "token_count: 12345678901234567890", "secret: projects/my-project/secrets/name/versions/12", "access_key = get_access_key_v2(config1)", "\"token\": \" understanding\"",
            "api_key: ${API_KEY_1234567890}", "tokens: " + value, "token: AAAAAAAAAAAAAAAA11");
    }

    private static void Passwords(CaseList list)
    {
        const string Name = "secrets/generic-password";
        list.Must(Name, "hunter2!", "password = \"@@\"", "\"password\": \"@@\",", "passwd: '@@'", "DB_PASSWORD=@@\n", "my password is @@", "{\\\"password\\\":\\\"@@\\\"}", "pwd=@@ ", "<password>@@</password>", "MYSQL_PWD='@@'");
        list.Must(Name, "f@@9o0q6X^Fl%Jz&MegD".Replace("@@", "#", StringComparison.Ordinal), "password = \"@@\"", "Passwort: @@");
        list.Must(Name, "Tr0ub4dor(3)", "passphrase: \"@@\"");
        list.Pass(Name, "password: string", "password = getpass.getpass()", "password=os.environ[\"DB1\"]", "password: ${DB_PASSWORD1}", "password = None", "\"password\": \"Passwort\"", "enter your password: ",
            "password = \"your_password1\"", "password=args.password", "password_hash = hash1(x)", "password: <password1>", "forgot password? click here", "password=\"changeme123\"", "password == user.password", "{{ password }}");
    }
}
