using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>The way of an answer's bytes to the client: compressed and in pieces, if the script says so; flushed at every send.</summary>
internal sealed class AnswerSink : IAsyncDisposable
{
    private readonly HttpResponse _response;
    private readonly PieceStream _pieces;
    private readonly Stream? _encoder;
    private readonly long _maxBytes;
    private long _sent;
    private bool _completed;

    public AnswerSink(HttpResponse response, Script script, int maxBytes)
    {
        _response = response;
        _maxBytes = maxBytes;
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        _pieces = new PieceStream(response.BodyWriter, script.TcpChunk);
        _encoder = script.Encoding switch
        {
            "gzip" => new GZipStream(_pieces, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(_pieces, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(_pieces, CompressionLevel.Fastest, leaveOpen: true),
            _ => null,
        };
        if (script.Encoding is not null) response.Headers.ContentEncoding = script.Encoding;
        foreach (var (name, value) in script.Headers) response.Headers.Append(name, value);
    }

    public bool IsEncoded => _encoder is not null;

    /// <summary>Sends the headers now.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _response.StartAsync(cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty) return;
        _sent += bytes.Length;
        if (_sent > _maxBytes) throw new AnswerCutException("The answer reached its bound.");
        if (_encoder is null)
        {
            await _pieces.WriteAsync(bytes, cancellationToken);
            return;
        }

        await _encoder.WriteAsync(bytes, cancellationToken);
        await _encoder.FlushAsync(cancellationToken);
    }

    /// <summary>The answer is whole: the compressor writes its end.</summary>
    public async ValueTask CompleteAsync()
    {
        _completed = true;
        if (_encoder is not null) await _encoder.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_completed) return;
        _pieces.Discards = true;
        if (_encoder is not null) await _encoder.DisposeAsync();
    }
}
