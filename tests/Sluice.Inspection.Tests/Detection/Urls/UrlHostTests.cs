using Sluice.Inspection.Detection.Urls;

namespace Sluice.Inspection.Tests.Detection.Urls;

public sealed class UrlHostTests
{
    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("0x7f000001", "127.0.0.1")]
    [InlineData("0177.0.0.01", "127.0.0.1")]
    [InlineData("0x7F.1", "127.0.0.1")]
    [InlineData("evil[.]example", "evil.example")]
    [InlineData("evil(dot)example", "evil.example")]
    [InlineData("ex%61mple.com", "example.com")]
    [InlineData("ｅｘａｍｐｌｅ．com", "example.com")]
    [InlineData("exam\u200Bple.com", "example.com")]
    [InlineData("münchen.de", "xn--mnchen-3ya.de")]
    [InlineData("例え.jp", "xn--r8jz45g.jp")]
    [InlineData("правительство.рф", "xn--80aealotwbjpid2k.xn--p1ai")]
    [InlineData("[::1]", "[::1]")]
    public void A_host_is_written_the_one_way(string written, string canonical)
    {
        Span<char> buffer = stackalloc char[UrlHost.MaxLength];
        UrlHost host = UrlHost.Read(written, buffer);
        Assert.True(host.IsValid);
        Assert.Equal(canonical, buffer[..host.Length].ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.0x1FF")]
    [InlineData("4294967296")]
    [InlineData("a b")]
    [InlineData("[1:2]")]
    [InlineData("foo.09")]
    public void What_is_no_host_is_none(string written) => Assert.False(UrlHost.Read(written, stackalloc char[UrlHost.MaxLength]).IsValid);

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("192.169.1.1", false)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("localhost", true)]
    [InlineData("a.localhost", true)]
    [InlineData("notlocalhost", false)]
    [InlineData("printer.local", true)]
    [InlineData("local", false)]
    [InlineData("metadata.google.internal", true)]
    [InlineData("10.0.0.1.nip.io", true)]
    [InlineData("app-10-0-0-1.sslip.io", true)]
    [InlineData("8.8.8.8.nip.io", false)]
    [InlineData("[::1]", true)]
    [InlineData("[fd00::1]", true)]
    [InlineData("[fe80::1]", true)]
    [InlineData("[::ffff:10.0.0.1]", true)]
    [InlineData("[2001:4860:4860::8888]", false)]
    [InlineData("[::ffff:8.8.8.8]", false)]
    public void Private_hosts_are_known(string host, bool expected) => Assert.Equal(expected, UrlHost.Read(host, stackalloc char[UrlHost.MaxLength]).IsPrivate);

    /// <summary>RFC 3492, section 7.1, among others.</summary>
    [Theory]
    [InlineData("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟")]
    [InlineData("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文")]
    [InlineData("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky")]
    [InlineData("80ak6aa92e", "аррӏе")]
    [InlineData("mnchen-3ya", "münchen")]
    public void Punycode_goes_both_ways(string code, string text)
    {
        Span<int> points = stackalloc int[64];
        int count = Punycode.Decode(code, points);
        Assert.Equal(text, string.Concat(points[..count].ToArray().Select(char.ConvertFromUtf32)));
        Span<char> label = stackalloc char[64];
        int length = Punycode.Encode(points[..count], label);
        Assert.Equal(code, label[..length].ToString());
    }

    [Theory]
    [InlineData("99999999999999")]
    [InlineData("a-!")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_punycode_is_told(string code) => Assert.Equal(-1, Punycode.Decode(code, stackalloc int[64]));
}
