using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>Turns UTF-16 units into the bytes of <see cref="ByteSet.Narrow"/>.</summary>
internal static class Narrowing
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte target = ref MemoryMarshal.GetReference(bytes);
        int i = 0;
        if (bytes.Length < text.Length) throw new ArgumentException("too short", nameof(bytes));
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + 64 <= text.Length; i += 64)
            {
                var low = Slots(Vector512.LoadUnsafe(ref source, (nuint)i));
                var high = Slots(Vector512.LoadUnsafe(ref source, (nuint)i + 32));
                Vector512.Narrow(low, high).StoreUnsafe(ref target, (nuint)i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 32 <= text.Length; i += 32)
            {
                var low = Slots(Vector256.LoadUnsafe(ref source, (nuint)i));
                var high = Slots(Vector256.LoadUnsafe(ref source, (nuint)i + 16));
                Vector256.Narrow(low, high).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < text.Length; i++) bytes[i] = ByteSet.Narrow(text[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Slots(Vector512<ushort> units) => Vector512.ConditionalSelect(
        Vector512.LessThan(units, Vector512.Create((ushort)128)),
        units,
        (((units >>> 7) ^ units) & Vector512.Create((ushort)127)) | Vector512.Create((ushort)128));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Slots(Vector256<ushort> units) => Vector256.ConditionalSelect(
        Vector256.LessThan(units, Vector256.Create((ushort)128)),
        units,
        (((units >>> 7) ^ units) & Vector256.Create((ushort)127)) | Vector256.Create((ushort)128));
}
