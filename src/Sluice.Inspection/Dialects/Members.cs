using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// Reads single members of a JSON object that has been walked before: for endings that must look like what the upstream sent. A name spelled with escapes is not found.
/// </summary>
internal static class Members
{
    /// <summary>Copies those members of the object, as they are spelled and comma between, that are named; whether there was one.</summary>
    public static bool Copy(ReadOnlySpan<byte> document, ReadOnlySpan<string> names, IBufferWriter<byte> output)
    {
        Utf8JsonReader reader = Open(document);
        bool copied = false;
        while (reader.TokenType != JsonTokenType.None && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool named = IsOne(ref reader, names);
            int start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            if (!named)
                continue;
            if (copied)
                output.Write(","u8);
            output.Write(document[start..(int)reader.BytesConsumed]);
            copied = true;
        }

        return copied;
    }

    /// <summary>How many elements the array of that name has; 0 where there is none.</summary>
    public static int Count(ReadOnlySpan<byte> document, string name)
    {
        Utf8JsonReader reader = Open(document);
        while (reader.TokenType != JsonTokenType.None && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool named = Ascii.Equals(reader.ValueSpan, name);
            reader.Read();
            if (named && reader.TokenType == JsonTokenType.StartArray)
                return Elements(ref reader);
            reader.Skip();
        }

        return 0;
    }

    /// <summary>Stands on the object, or on nothing where the document is none. Its depth was bounded when it was walked.</summary>
    private static Utf8JsonReader Open(ReadOnlySpan<byte> document)
    {
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = 1_000 });
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? reader : default;
    }

    private static bool IsOne(ref Utf8JsonReader reader, ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Ascii.Equals(reader.ValueSpan, name))
                return true;
        }

        return false;
    }

    private static int Elements(ref Utf8JsonReader reader)
    {
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}
