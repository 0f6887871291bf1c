using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Identity.Certificates;

/// <summary>
/// A certificate revocation list (RFC 5280, section 5): which certificates of one authority hold no more. Whole lists only; one with a critical extension (a delta, a list of one
/// distribution point) is not read, as it would not say all that it seems to.
/// </summary>
internal sealed class RevocationList
{
    private readonly byte[] _issuer;
    private readonly ReadOnlyMemory<byte> _signed;
    private readonly byte[] _signature;
    private readonly string _algorithm;
    private readonly HashSet<BigInteger> _serials = [];
    private DateTimeOffset _from;
    private DateTimeOffset _until;

    private RevocationList(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        _signed = list.PeekEncodedValue();
        _issuer = ReadBody(list.ReadSequence());
        _algorithm = list.ReadSequence().ReadObjectIdentifier();
        _signature = list.ReadBitString(out _);
        list.ThrowIfNotEmpty();
    }

    /// <exception cref="InvalidDataException">It is none, or says what cannot be honoured.</exception>
    public static RevocationList Read(byte[] content)
    {
        try
        {
            if (content.AsSpan().IndexOf("-----BEGIN"u8) < 0)
                return new RevocationList(content);
            string text = System.Text.Encoding.ASCII.GetString(content);
            return PemEncoding.TryFind(text, out PemFields pem) && text.AsSpan()[pem.Label] is "X509 CRL"
                ? new RevocationList(Convert.FromBase64String(text[pem.Base64Data]))
                : throw new InvalidDataException("its PEM holds no X509 CRL");
        }
        catch (Exception e) when (e is AsnContentException or FormatException)
        {
            throw new InvalidDataException("it breaks off or is no list", e);
        }
    }

    /// <summary>It speaks of certificates of this one's authority.</summary>
    public bool IsOf(X509Certificate2 certificate) => certificate.IssuerName.RawData.AsSpan().SequenceEqual(_issuer);

    public bool IsCurrent(DateTimeOffset now) => now >= _from && now < _until;

    public bool Revokes(X509Certificate2 certificate) => _serials.Contains(new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true));

    /// <summary>The authority has this list's name, may sign lists, and did sign this one.</summary>
    public bool IsSignedBy(X509Certificate2 authority)
    {
        bool may = authority.Extensions.OfType<X509KeyUsageExtension>().All(u => u.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign));
        if (!may || !authority.SubjectName.RawData.AsSpan().SequenceEqual(_issuer))
            return false;
        (HashAlgorithmName hash, bool elliptic)? known = _algorithm switch
        {
            "1.2.840.113549.1.1.11" => (HashAlgorithmName.SHA256, false),
            "1.2.840.113549.1.1.12" => (HashAlgorithmName.SHA384, false),
            "1.2.840.113549.1.1.13" => (HashAlgorithmName.SHA512, false),
            "1.2.840.10045.4.3.2" => (HashAlgorithmName.SHA256, true),
            "1.2.840.10045.4.3.3" => (HashAlgorithmName.SHA384, true),
            "1.2.840.10045.4.3.4" => (HashAlgorithmName.SHA512, true),
            _ => null, // SHA-1 and whatever nobody uses for lists
        };
        if (known is not { } algorithm)
            return false;
        using ECDsa? curve = algorithm.elliptic ? authority.GetECDsaPublicKey() : null;
        using RSA? rsa = algorithm.elliptic ? null : authority.GetRSAPublicKey();
        return curve?.VerifyData(_signed.Span, _signature, algorithm.hash, DSASignatureFormat.Rfc3279DerSequence)
            ?? rsa?.VerifyData(_signed.Span, _signature, algorithm.hash, RSASignaturePadding.Pkcs1)
            ?? false;
    }

    /// <summary>Reads what is signed; returns the issuer's name as it is encoded.</summary>
    private byte[] ReadBody(AsnReader body)
    {
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            body.ReadInteger();
        body.ReadSequence(); // The algorithm once more.
        byte[] issuer = body.ReadEncodedValue().ToArray();
        _from = ReadTime(body);
        if (!body.HasData || !IsTime(body.PeekTag()))
            throw new InvalidDataException("it does not say until when it holds");
        _until = ReadTime(body);
        if (body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            ReadEntries(body.ReadSequence());
        if (body.HasData)
            RefuseCritical(body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence());
        body.ThrowIfNotEmpty();
        return issuer;
    }

    private void ReadEntries(AsnReader entries)
    {
        while (entries.HasData)
        {
            AsnReader entry = entries.ReadSequence();
            _serials.Add(entry.ReadInteger());
            ReadTime(entry);
            if (entry.HasData)
                RefuseCritical(entry.ReadSequence());
        }
    }

    private static void RefuseCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string name = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean())
                throw new InvalidDataException($"it has the critical extension {name}");
        }
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
