using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Identity.Certificates;

/// <summary>The subject alternative names of a certificate (RFC 5280, section 4.2.1.6) that may name a caller, each with its kind before it. A subject's common name names nobody.</summary>
internal static class CertificateNames
{
    private const string Extension = "2.5.29.17";
    private const int Email = 1;
    private const int Dns = 2;
    private const int Uri = 6;

    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (string.Equals(extension.Oid?.Value, Extension, StringComparison.Ordinal))
                Read(extension.RawData, names);
        }

        return names;
    }

    private static void Read(byte[] raw, List<string> names)
    {
        try
        {
            AsnReader all = new AsnReader(raw, AsnEncodingRules.DER).ReadSequence();
            while (all.HasData)
            {
                Asn1Tag tag = all.PeekTag();
                string? kind = tag.TagClass == TagClass.ContextSpecific ? tag.TagValue switch { Email => "email:", Dns => "dns:", Uri => "uri:", _ => null } : null;
                if (kind is null)
                    all.ReadEncodedValue();
                else
                    names.Add(kind + all.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
        }
        catch (AsnContentException)
        {
            names.Clear(); // Its authority signed nonsense: it names nobody.
        }
    }
}
