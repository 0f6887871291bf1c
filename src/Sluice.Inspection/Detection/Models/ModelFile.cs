using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// The file of a model: <c>SLUM</c>, version, SHA-256 of what follows as stored; then, compressed with Brotli, bits, heads (name, bias, scales, calibration) and weights, head by
/// head. Little-endian.
/// </summary>
internal static class ModelFile
{
    private const uint Magic = 0x4D554C53;

    /// <summary>Changes with the format and with the features that <see cref="FeatureReader"/> makes: a model of another version would judge nonsense.</summary>
    private const ushort Version = 1;

    private const int MaxPoints = 256;

    /// <exception cref="InvalidDataException">It is no model, is of another version, or is damaged.</exception>
    public static LinearModel Read(Stream stream, ConceptLexicon? lexicon)
    {
        using var header = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (header.ReadUInt32() != Magic)
                throw new InvalidDataException("This is no model.");
            var version = header.ReadUInt16();
            if (version != Version)
                throw new InvalidDataException($"The model is of version {version}, not {Version}: train it again.");
            byte[] hash = header.ReadBytes(SHA256.HashSizeInBytes);
            byte[] packed = header.ReadBytes(header.ReadInt32());
            if (!SHA256.HashData(packed).AsSpan().SequenceEqual(hash))
                throw new InvalidDataException("The model is damaged.");
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var body = new BinaryReader(brotli, Encoding.UTF8);
            return ReadBody(body, lexicon);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The model is cut off.", e);
        }
    }

    /// <summary>Writes what <see cref="Read"/> reads; the same model gives the same bytes.</summary>
    public static void Write(Stream stream, int bits, sbyte[] weights, IReadOnlyList<ModelHead> heads)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var body = new BinaryWriter(brotli, Encoding.UTF8))
            WriteBody(body, bits, weights, heads);
        using var header = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        header.Write(Magic);
        header.Write(Version);
        header.Write(SHA256.HashData(packed.ToArray()));
        header.Write((int)packed.Length);
        header.Write(packed.ToArray());
    }

    private static LinearModel ReadBody(BinaryReader body, ConceptLexicon? lexicon)
    {
        var bits = body.ReadByte();
        var count = body.ReadByte();
        if (bits is < 8 or > LinearModel.MaxBits || count is 0 or > LinearModel.MaxHeads)
            throw new InvalidDataException("The model's sizes are out of range.");
        var heads = new ModelHead[count];
        for (var i = 0; i < count; i++)
            heads[i] = ReadHead(body);
        var weights = new sbyte[LinearModel.MaxHeads << bits];
        for (var head = 0; head < count; head++)
        {
            for (var bucket = 0; bucket < 1 << bits; bucket++)
                weights[bucket * LinearModel.MaxHeads + head] = body.ReadSByte();
        }

        return new LinearModel(bits, weights, heads, lexicon);
    }

    private static ModelHead ReadHead(BinaryReader body)
    {
        string name = body.ReadString();
        float bias = body.ReadSingle();
        float[] scales = ReadFloats(body, LinearModel.Families);
        var points = body.ReadUInt16();
        if (points is < 2 or > MaxPoints)
            throw new InvalidDataException("The model's calibration is out of range.");
        return new ModelHead(name, bias, scales, new Calibration(ReadFloats(body, points), ReadFloats(body, points), body.ReadSingle()));
    }

    private static float[] ReadFloats(BinaryReader body, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = body.ReadSingle();
        return values;
    }

    private static void WriteBody(BinaryWriter body, int bits, sbyte[] weights, IReadOnlyList<ModelHead> heads)
    {
        body.Write((byte)bits);
        body.Write((byte)heads.Count);
        foreach (var head in heads)
        {
            body.Write(head.Name);
            body.Write(head.Bias);
            WriteFloats(body, head.Scales);
            body.Write((ushort)head.Calibration.Sums.Length);
            WriteFloats(body, head.Calibration.Sums);
            WriteFloats(body, head.Calibration.Rarity);
            body.Write(head.Calibration.Growth);
        }

        for (var head = 0; head < heads.Count; head++)
        {
            for (var bucket = 0; bucket < 1 << bits; bucket++)
                body.Write(weights[bucket * LinearModel.MaxHeads + head]);
        }
    }

    private static void WriteFloats(BinaryWriter body, float[] values)
    {
        foreach (float value in values)
            body.Write(value);
    }
}
