using System.Buffers;
using System.Runtime.CompilerServices;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Forwarding;

/// <summary>
/// Reads the provider's stream through its guard. Waits without holding a buffer: YARP asks with an empty read first, and so do we below.
/// What one read of the provider brings leaves in one piece, so that every chunk is flushed once.
/// </summary>
internal sealed class GuardedStream(Stream source, HttpContent upstream, StreamGuarding guarding) : ReadOnlyStream
{
    /// <summary>An event is some hundred bytes; a burst is read in several turns.</summary>
    private const int ReadSize = 16 << 10;

    /// <summary>
    /// Between the last bytes and the cut. Aborting throws away what Kestrel was given and the socket has not taken yet, headers included, and
    /// nothing tells when it has: without a moment's pause a caller would lose what the provider did send.
    /// </summary>
    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(100);

    private PooledBuffer<byte>? _output;
    private int _taken;
    private bool _over;
    private bool _completing;
    private Exception? _cut;
    private CancellationTokenSource? _reading;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_output is not null)
            return new ValueTask<int>(Take(buffer.Span));
        if (_over)
            return _cut is null || buffer.IsEmpty ? new ValueTask<int>(0) : CutAsync(_cut, cancellationToken);
        return FillAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _output?.Dispose();
            _output = null;
            _over = true;
            guarding.Dispose();
            CloseUpstream();
            _reading?.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!_over)
        {
            if (guarding.Awaits)
            {
                if (await ResumeAsync(cancellation))
                    return Take(buffer.Span);
                continue;
            }

            int read = 0;
            byte[]? arrived = null;
            try
            {
                CancellationToken reading = UntilCut(cancellation);
                read = await source.ReadAsync(Memory<byte>.Empty, reading);
                arrived = ArrayPool<byte>.Shared.Rent(ReadSize);
                read = await source.ReadAsync(arrived, reading);
                reading.ThrowIfCancellationRequested();
            }
            catch (Exception) when (guarding.Cut.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                if (arrived is not null)
                    ArrayPool<byte>.Shared.Return(arrived);
                return End() ? Take(buffer.Span) : 0;
            }
            catch (Exception e) when ((e is HttpRequestException || ContentCodings.IsCorruption(e)) && !cancellation.IsCancellationRequested)
            {
                _cut = new IOException("The provider's stream broke off.", e);
            }

            try
            {
                if (Judge(read == 0 ? default : arrived.AsSpan(0, read)))
                    return Take(buffer.Span);
            }
            finally
            {
                if (arrived is not null)
                    ArrayPool<byte>.Shared.Return(arrived);
            }
        }

        return _cut is null || buffer.IsEmpty ? 0 : await CutAsync(_cut, cancellation);
    }

    private static async ValueTask<int> CutAsync(Exception cut, CancellationToken cancellation)
    {
        await Task.Delay(BeforeCut, cancellation);
        throw cut;
    }

    /// <summary>Pushes what arrived, or completes where nothing did; says whether something may leave.</summary>
    private bool Judge(ReadOnlySpan<byte> arrived)
    {
        _completing |= arrived.IsEmpty;
        return Judge(arrived, resumes: false, refusal: null);
    }

    /// <summary>Has remote judges asked, and goes on; says whether something may leave.</summary>
    private async ValueTask<bool> ResumeAsync(CancellationToken cancellation)
    {
        Refusal? refusal;
        try
        {
            refusal = await guarding.AskAsync(UntilCut(cancellation));
        }
        catch (OperationCanceledException) when (guarding.Cut.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return End();
        }

        return Judge(default, resumes: true, refusal);
    }

    private bool Judge(ReadOnlySpan<byte> arrived, bool resumes, Refusal? refusal)
    {
        var output = new PooledBuffer<byte>(arrived.Length + 64);
        try
        {
            if (refusal is not null)
                guarding.End(refusal, output);
            else if (resumes)
                guarding.Resume(output);
            else if (arrived.IsEmpty)
                guarding.Complete(output);
            else
                guarding.Push(arrived, output);
            Settle(output);
        }
        catch
        {
            _over = true;
            CloseUpstream();
            throw;
        }
        finally
        {
            if (_output is null)
                output.Dispose();
        }

        return _output is not null;
    }

    /// <summary>Whether the stream is over now, and whether something may leave.</summary>
    private void Settle(PooledBuffer<byte> output)
    {
        _over = guarding.Ended || (_completing && !guarding.Awaits);
        if (guarding.Ended && !_completing)
            CloseUpstream(); // The provider stops generating, and billing, before the caller has read the end.
        if (output.Length > 0)
            _output = output;
    }

    /// <summary>What waits for the provider does not wait beyond the cut. YARP gives the same token with every read.</summary>
    private CancellationToken UntilCut(CancellationToken cancellation)
    {
        if (!guarding.Cut.CanBeCanceled)
            return cancellation;
        return (_reading ??= CancellationTokenSource.CreateLinkedTokenSource(cancellation, guarding.Cut)).Token;
    }

    /// <summary>Ends the stream before its time, in its own grammar; says whether something may leave.</summary>
    private bool End()
    {
        _over = true;
        CloseUpstream();
        var output = new PooledBuffer<byte>();
        guarding.End(GatewayRefusals.Revoked, output);
        if (output.Length > 0)
            _output = output;
        else
            output.Dispose();
        return _output is not null;
    }

    private int Take(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = _output!.Span[_taken..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _taken += count;
        if (_taken == _output.Length)
        {
            _output.Dispose();
            _output = null;
            _taken = 0;
        }

        return count;
    }

    private void CloseUpstream()
    {
        source.Dispose();
        upstream.Dispose();
    }
}
