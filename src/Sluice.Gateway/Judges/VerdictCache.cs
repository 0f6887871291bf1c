using System.Security.Cryptography;
using System.Text;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>
/// What a judge has said of texts, for some time. Texts are not kept: entries stand under a hash with a key that dies with the process. Two generations of bounded size, so that what is
/// asked for again stays. Thread-safe.
/// </summary>
/// <param name="lifetime">How long a verdict holds; zero keeps nothing.</param>
/// <param name="time">Clock.</param>
internal sealed class VerdictCache(TimeSpan lifetime, TimeProvider time)
{
    /// <summary>Entries of one generation.</summary>
    private const int Generation = 4_096;

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private readonly Lock _one = new();
    private Dictionary<UInt128, (RemoteVerdict Verdict, long At)> _young = [];
    private Dictionary<UInt128, (RemoteVerdict Verdict, long At)> _old = [];

    public static UInt128 KeyOf(RemoteQuestion question, string text)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key);
        hash.AppendData([(byte)question.Direction, (byte)question.Scope]);
        hash.AppendData(Encoding.Unicode.GetBytes(text));
        Span<byte> hashed = stackalloc byte[32];
        hash.GetHashAndReset(hashed);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hashed);
    }

    public RemoteVerdict? Find(UInt128 key)
    {
        lock (_one)
        {
            if (!_young.TryGetValue(key, out (RemoteVerdict Verdict, long At) entry))
            {
                if (!_old.TryGetValue(key, out entry))
                    return null;
                Keep(key, entry);
            }

            return time.GetElapsedTime(entry.At) < lifetime ? entry.Verdict : null;
        }
    }

    public void Add(UInt128 key, RemoteVerdict verdict)
    {
        if (lifetime == TimeSpan.Zero || verdict.Failed)
            return;
        lock (_one)
            Keep(key, (verdict, time.GetTimestamp()));
    }

    private void Keep(UInt128 key, (RemoteVerdict Verdict, long At) entry)
    {
        if (_young.Count >= Generation)
            (_young, _old) = ([], _young);
        _young[key] = entry;
    }
}
