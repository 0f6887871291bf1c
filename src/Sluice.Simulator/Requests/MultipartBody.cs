using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Sluice.Simulator.Requests;

/// <summary>A form with files (RFC 7578), read from a body that is there already.</summary>
internal sealed class MultipartBody
{
    private const int MaxParts = 1000;

    private readonly List<(string Name, string? FileName, ReadOnlyMemory<byte> Content)> _parts = [];

    private MultipartBody()
    {
    }

    /// <exception cref="RequestProblemException">The body is not such a form.</exception>
    public static MultipartBody Read(SimulatedExchange exchange)
    {
        if (!MediaTypeHeaderValue.TryParse(exchange.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || type.Boundary.Length == 0)
            throw new RequestProblemException(StatusCodes.Status415UnsupportedMediaType, "The body must be multipart/form-data.");
        byte[] delimiter = Encoding.UTF8.GetBytes("--" + HeaderUtilities.RemoveQuotes(type.Boundary));
        var form = new MultipartBody();
        var rest = exchange.Body;
        int start = rest.Span.IndexOf(delimiter);
        while (start >= 0)
        {
            rest = rest[(start + delimiter.Length)..];
            if (rest.Span.StartsWith("--"u8)) return form;
            start = rest.Span.IndexOf(delimiter);
            // A part stands between the delimiter's line end and the one before the next delimiter.
            if (start < 4 || form._parts.Count == MaxParts) break;
            form.Add(rest[2..(start - 2)]);
        }

        throw new RequestProblemException(StatusCodes.Status400BadRequest, "The form has no end.");
    }

    public string? Text(string name) => _parts.Find(part => string.Equals(part.Name, name, StringComparison.Ordinal)) is { Name: not null } part
        ? Encoding.UTF8.GetString(part.Content.Span)
        : null;

    /// <summary>A part that is a file.</summary>
    public (string Name, ReadOnlyMemory<byte> Content) File(string name)
    {
        var part = _parts.Find(part => part.FileName is not null && string.Equals(part.Name, name, StringComparison.Ordinal));
        return part.FileName is null ? throw RequestProblemException.Bad(name, "is missing") : (part.FileName, part.Content);
    }

    private void Add(ReadOnlyMemory<byte> part)
    {
        int end = part.Span.IndexOf("\r\n\r\n"u8);
        string head = end < 0 ? "" : Encoding.UTF8.GetString(part.Span[..end]);
        string? line = Array.Find(head.Split("\r\n"), line => line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase));
        if (!ContentDispositionHeaderValue.TryParse(line?[(line.IndexOf(':') + 1)..], out var disposition) || !disposition.Name.HasValue)
            throw new RequestProblemException(StatusCodes.Status400BadRequest, "A part of the form has no name.");
        string? fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        _parts.Add((HeaderUtilities.RemoveQuotes(disposition.Name).Value!, fileName, part[(end + 4)..]));
    }
}
