using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sluice.Simulator.Requests;

/// <summary>A request's body, read whole: as sent, and decompressed.</summary>
internal sealed class RequestBody(int maxBytes) : IDisposable
{
    private const int MaxAnnouncedBytes = 1024 * 1024;

    private readonly ByteBuffer _raw = new(maxBytes);
    private ByteBuffer? _decoded;

    public ReadOnlyMemory<byte> Raw => _raw.Written;

    public ReadOnlyMemory<byte> Content => (_decoded ?? _raw).Written;

    public bool IsDecoded => _decoded is not null;

    /// <summary>Reads until the end. What arrived stays in <see cref="Raw"/> when this throws, so that a broken upload can be recorded.</summary>
    public async Task ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        // One byte more than ours, so that it is our own 413, in the dialect's shape, that the client sees.
        if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = (long)maxBytes + 1;
        if (context.Request.ContentLength > maxBytes) throw TooLarge();
        // Room for the whole body at once; no more than this on the word of a header alone.
        _raw.GetMemory((int)Math.Clamp(context.Request.ContentLength + 1 ?? 0, 1, MaxAnnouncedBytes));
        try
        {
            await FillAsync(_raw, context.Request.Body, cancellationToken);
            await DecodeAsync(context.Request.Headers.ContentEncoding.ToString(), cancellationToken);
        }
        catch (Exception e) when (e is ByteBufferFullException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw TooLarge();
        }
        catch (InvalidDataException)
        {
            throw new RequestProblemException(StatusCodes.Status400BadRequest, "The body does not decode as its Content-Encoding says.");
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _decoded?.Dispose();
    }

    private async Task DecodeAsync(string encoding, CancellationToken cancellationToken)
    {
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return;
        using var sent = new MemoryStream(_raw.Written.ToArray(), writable: false);
        await using Stream decoder = encoding.ToUpperInvariant() switch
        {
            "GZIP" => new GZipStream(sent, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(sent, CompressionMode.Decompress),
            "BR" => new BrotliStream(sent, CompressionMode.Decompress),
            _ => throw new RequestProblemException(
                StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported; gzip, deflate and br are."),
        };
        _decoded = new ByteBuffer(maxBytes);
        await FillAsync(_decoded, decoder, cancellationToken);
    }

    private static async Task FillAsync(ByteBuffer buffer, Stream source, CancellationToken cancellationToken)
    {
        while (true)
        {
            int read = await source.ReadAsync(buffer.GetMemory(), cancellationToken);
            if (read == 0) return;
            buffer.Advance(read);
        }
    }

    private RequestProblemException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The request body is larger than {maxBytes} bytes.", code: "request_too_large");
}
