namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>Which machine instructions the prefilter uses.</summary>
internal enum PrefilterKernel
{
    /// <summary>None: for tests, and to compare with.</summary>
    Scalar,

    /// <summary>Two 16-entry shuffles per look-up, confirmed exactly.</summary>
    Avx2,

    /// <summary>One exact 128-entry permutation per look-up.</summary>
    Avx512Vbmi,
}
