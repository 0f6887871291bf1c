using System.Text;

namespace Sluice.Inspection.Bodies;

/// <summary>
/// Cuts a form (RFC 7578) into its parts, strictly: nothing before the first boundary, a bounded number of parts, a name on each, no transfer codings. What two readers
/// could take for two different forms is refused.
/// </summary>
internal ref struct FormReader
{
    private const int MostParts = 256;
    private const int LongestHeader = 8 << 10;

    private readonly ReadOnlySpan<byte> _body;
    private readonly byte[] _delimiter;
    private int _at;
    private int _parts;

    /// <param name="body">The form.</param>
    /// <param name="boundary">The boundary that the media type names.</param>
    /// <exception cref="InvalidDataException">The boundary is none (RFC 2046, 5.1.1), or the form does not begin with it.</exception>
    public FormReader(ReadOnlySpan<byte> body, string? boundary)
    {
        if (boundary is not { Length: > 0 and <= 70 } || !Ascii.IsValid(boundary) || boundary.AsSpan().ContainsAnyInRange('\0', ' '))
            throw new InvalidDataException("its media type names no boundary, or none that is allowed");
        _body = body;
        _delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");
        if (!body.StartsWith(_delimiter.AsSpan(2)))
            throw new InvalidDataException("it does not begin with its boundary");
        _at = _delimiter.Length - 2;
    }

    /// <summary>Where the headers of the part at hand stand, without the blank line behind them.</summary>
    public Range Headers { get; private set; }

    /// <summary>Where its content stands.</summary>
    public Range Content { get; private set; }

    /// <summary>The field's name, as it is spelled.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The file's name, or null where the part is no file.</summary>
    public string? FileName { get; private set; }

    /// <summary>Goes to the next part; false behind the last.</summary>
    /// <exception cref="InvalidDataException">The form is broken.</exception>
    public bool Next()
    {
        ReadOnlySpan<byte> rest = _body[_at..];
        if (rest.StartsWith("--"u8))
        {
            if (!rest[2..].Trim(" \t\r\n"u8).IsEmpty)
                throw new InvalidDataException("something stands behind its last boundary");
            return false;
        }

        if (!rest.StartsWith("\r\n"u8))
            throw new InvalidDataException("a boundary is not followed by a line's end");
        if (++_parts > MostParts)
            throw new InvalidDataException($"it has more than {MostParts} parts");
        int start = _at + 2;
        int length = _body[start..].IndexOf("\r\n\r\n"u8);
        if (length is < 0 or > LongestHeader)
            throw new InvalidDataException("the headers of a part have no end, or a late one");
        ReadHeaders(_body.Slice(start, length));
        int content = start + length + 4;
        int end = _body[content..].IndexOf(_delimiter);
        if (end < 0)
            throw new InvalidDataException("a part has no end");
        Headers = start..(start + length);
        Content = content..(content + end);
        _at = content + end + _delimiter.Length;
        return true;
    }

    private void ReadHeaders(ReadOnlySpan<byte> headers)
    {
        (Name, FileName) = ("", null);
        bool named = false;
        foreach (string line in Encoding.UTF8.GetString(headers).Split("\r\n"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is ' ' or '\t' || line.AsSpan().ContainsAny('\r', '\n', '\0'))
                throw new InvalidDataException("a header of a part is none");
            string value = line[(colon + 1)..].Trim();
            switch (line[..colon].TrimEnd().ToLowerInvariant())
            {
                case "content-disposition":
                    if (named)
                        throw new InvalidDataException("a part has two names");
                    named = true;
                    ReadDisposition(value);
                    break;
                case "content-type" when Dialects.MediaType.Parameter(value, "charset") is { } charset && charset.ToLowerInvariant() is not ("utf-8" or "us-ascii"):
                    throw new InvalidDataException("a part is in a character set other than UTF-8");
                case "content-transfer-encoding" when value.ToLowerInvariant() is not ("7bit" or "8bit" or "binary"):
                    throw new InvalidDataException("a part has a transfer encoding that forms do not have");
            }
        }

        if (!named)
            throw new InvalidDataException("a part has no Content-Disposition");
    }

    private void ReadDisposition(string value)
    {
        List<(string Name, string Value)> parameters = Parameters(value);
        if (!value.StartsWith("form-data", StringComparison.OrdinalIgnoreCase) || parameters.Count(p => p.Name is "name") != 1 || parameters.Count(p => p.Name is "filename") > 1)
            throw new InvalidDataException("a part is not named as form data");
        Name = parameters.Find(p => p.Name is "name").Value;
        FileName = parameters.Find(p => p.Name is "filename" or "filename*").Value;
    }

    /// <summary>The parameters behind the first semicolon; a quoted value may hold semicolons and escaped quotes.</summary>
    private static List<(string Name, string Value)> Parameters(string value)
    {
        List<(string, string)> found = [];
        int at = value.IndexOf(';', StringComparison.Ordinal);
        while (at >= 0 && at < value.Length)
        {
            int equals = value.IndexOf('=', at);
            if (equals < 0)
                break;
            string name = value[(at + 1)..equals].Trim().ToLowerInvariant();
            int from = equals + 1;
            int end;
            if (from < value.Length && value[from] == '"')
            {
                end = ++from;
                while (end < value.Length && value[end] != '"')
                    end += value[end] == '\\' ? 2 : 1;
                if (end >= value.Length)
                    throw new InvalidDataException("a quoted name has no end");
                found.Add((name, value[from..end]));
                at = value.IndexOf(';', end);
                continue;
            }

            end = value.IndexOf(';', from);
            found.Add((name, value[from..(end < 0 ? value.Length : end)].Trim()));
            at = end;
        }

        return found;
    }
}
