using System.Text;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Values that have a secret's form and open nothing: made at run time from a seed, so that no file has them.</summary>
internal static class Fake
{
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string Digit = "0123456789";
    public const string Hex = "0123456789abcdef";
    public const string Alnum = Upper + Lower + Digit;
    public const string UpperAlnum = Upper + Digit;
    public const string LowerAlnum = Lower + Digit;
    public const string Base64 = Alnum + "+/";
    public const string Base64Url = Alnum + "_-";
    private const string Base62 = Digit + Upper + Lower;

    /// <summary>The same characters for the same arguments, always with two digits among them where the alphabet has some.</summary>
    public static string Of(string alphabet, int length, int seed = 1)
    {
        var random = new Random(HashCodeOf(alphabet) ^ (length * 397) ^ seed);
        var text = new char[length];
        for (var i = 0; i < length; i++)
            text[i] = alphabet[random.Next(alphabet.Length)];
        if (length > 8 && alphabet.Contains('7', StringComparison.Ordinal))
            (text[3], text[length - 3]) = ('7', '4');
        return new string(text);
    }

    /// <summary>A GitHub token with the right checksum.</summary>
    public static string GitHubToken(string prefix, int seed = 1)
    {
        var body = Of(Alnum, 30, seed);
        var rest = Crc32(Encoding.ASCII.GetBytes(body));
        var check = new char[6];
        for (var i = 5; i >= 0; i--)
        {
            check[i] = Base62[(int)(rest % 62)];
            rest /= 62;
        }

        return prefix + body + new string(check);
    }

    /// <summary>A token in three parts whose first two are JSON objects.</summary>
    public static string Jwt(int claimLength = 40)
    {
        var header = Url("""{"alg":"HS256","typ":"JWT"}""");
        var claims = Url($$"""{"sub":"{{Of(Digit, claimLength)}}"}""");
        return $"{header}.{claims}.{Of(Base64Url, 43)}";
    }

    /// <summary>A key between its lines, wrapped at 64 characters with <paramref name="newLine"/>.</summary>
    public static string Pem(string kind, string newLine = "\n", int lines = 5)
    {
        var text = new StringBuilder("-----BEGIN ").Append(kind).Append("-----");
        for (var i = 0; i < lines; i++)
            text.Append(newLine).Append(Of(Base64, 64, i));
        return text.Append(newLine).Append("-----END ").Append(kind).Append("-----").ToString();
    }

    public static string Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>CRC-32 from its definition: the remainder of the reflected polynomial division, one message bit at a time.</summary>
    private static uint Crc32(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        for (var i = 0; i < data.Length * 8; i++)
        {
            var bit = (uint)(data[i / 8] >> (i % 8)) & 1;
            crc = ((crc ^ bit) & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return crc ^ 0xFFFFFFFFu;
    }

    private static int HashCodeOf(string text)
    {
        var hash = 17;
        foreach (var c in text)
            hash = (hash * 31) + c;
        return hash;
    }
}
