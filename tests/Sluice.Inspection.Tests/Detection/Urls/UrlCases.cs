namespace Sluice.Inspection.Tests.Detection.Urls;

/// <summary>What the detectors of addresses take and pass.</summary>
internal static class UrlCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        const string Ip = "url/ip-literal";
        list.Must(Ip, "http://8.8.8.8:8080/x", "@@", "see @@.", "(@@)", "<@@>", "\"@@\"");
        list.Must(Ip, "http://2130706433/", "@@");
        list.Must(Ip, "http://0x7f.1/a?b=c", "go to @@, then");
        list.Must(Ip, "http://0177.0.0.1:80", "@@");
        list.Must(Ip, "https://[2001:4860:4860::8888]/x", "@@");
        list.Must(Ip, "hxxp://8[.]8[.]8[.]8/x", "@@");
        list.Pass(Ip, "http://127.0.0.1:8080/", "8.8.8.8", "version 1.2.3.4", "http://example.com/1.2.3.4", "https://10.example.com", "http://1.2.3.4.example.com", "http://256.1.1.1/", "http://[::1]/");

        const string Confusable = "url/confusable";
        list.Must(Confusable, "https://\u0430pple.com", "@@", "to @@.");
        list.Must(Confusable, "https://xn--80ak6aa92e.com/", "@@");
        list.Must(Confusable, "https://p\u0430yp\u0430l.com/login", "@@");
        list.Must(Confusable, "https://exam\u200Bple.com/", "@@");
        list.Must(Confusable, "https://ex%61mple.com/", "@@");
        list.Must(Confusable, "https://\u0262oogle.com/".Replace('\u0262', '\u0261'), "@@");
        list.Pass(Confusable, "https://münchen.de/", "https://правительство.рф/", "https://例え.jp/", "https://xn--mnchen-3ya.de/", "https://café.fr", "https://ελλάδα.gr", "https://example.com/\u0430pple", "https://xn--!.com/");

        const string Credentials = "url/credentials";
        list.Must(Credentials, "https://user:secret@host.example/", "@@", "clone @@ now");
        list.Must(Credentials, "postgres://app:pw@db:5432/main", "DATABASE_URL=@@");
        list.Must(Credentials, "https://google.com@evil.example/", "@@");
        list.Pass(Credentials, "https://git@github.com/o/r", "https://<user>:<password>@host.example/", "https://user:${PASSWORD}@host.example/", "mailto:a@b.example", "https://host.example/a:b@c", "https://host.example/?q=a:b@c", "https://user:xxxx@host.example/");

        const string Private = "url/private-address";
        list.Must(Private, "http://localhost:3000/x", "@@", "run @@!");
        list.Must(Private, "http://169.254.169.254/latest/meta-data/", "@@");
        list.Must(Private, "http://metadata.google.internal/", "@@");
        list.Must(Private, "http://[::ffff:10.0.0.1]/", "@@");
        list.Must(Private, "http://3232235777/", "@@");
        list.Must(Private, "http://10.0.0.1.nip.io/", "@@");
        list.Pass(Private, "http://8.8.8.8/", "localhost:3000", "https://example.com/localhost", "https://internal.example.com", "https://local.example", "https://localhost.example.com/");

        const string Script = "url/script";
        list.Must(Script, "javascript:alert(1)", "@@", "[x](@@)", "href=\"@@\"");
        list.Must(Script, "data:text/html;base64,PHNjcmlwdD4=", "@@", "![x](@@)");
        list.Must(Script, "data:image/svg+xml,%3Csvg", "@@");
        list.Must(Script, "vbscript:msgbox(1)", "@@");
        list.Pass(Script, "JavaScript: the good parts", "javascript:void(0)", "data:image/png;base64,AAAA", "the data: 3, 4", "metadata:text/html", "data:text/plain,hello", "javascript:;");
        return list.Cases;
    }
}
