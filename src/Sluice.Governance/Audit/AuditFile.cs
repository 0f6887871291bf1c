using System.Globalization;

namespace Sluice.Governance.Audit;

/// <summary>
/// The files of one audit log: one per UTC day, <c>audit-2026-11-21.jsonl</c>, only ever appended to. Where several gates share a folder each holds a number of its own
/// (<c>audit-2026-11-21.2.jsonl</c>), as two writers of one file would tear each other's lines. Not thread-safe.
/// </summary>
/// <param name="folder">Where they lie; made where it is missing.</param>
/// <param name="force">Puts what was written where a batch counts as written; null where the operating system's word is enough.</param>
internal sealed class AuditFile(string folder, Action<FileStream>? force = null) : IDisposable
{
    /// <summary>Gates that may share a folder.</summary>
    private const int MaxShares = 64;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FileStream? _lock;
    private int _number;
    private FileStream? _file;
    private string? _path;
    private long _length;

    /// <summary>Onto the disk; with it, on the usual file systems, the name of a file that is new.</summary>
    public static void ToDisk(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>Appends whole lines to the file of that day; what an attempt before left of them is taken back first, so that a failed batch may be given again.</summary>
    /// <exception cref="IOException">The disk failed; the file is as it was, or will be when it is opened again.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public void Append(DateOnly day, ReadOnlySpan<byte> lines)
    {
        try
        {
            FileStream file = Open(day);
            file.Write(lines);
            force?.Invoke(file);
            _length = file.Position; // A disk that would not be forced may have any part of the batch: all of it is taken back, and given again.
        }
        catch
        {
            Close();
            throw;
        }
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
    }

    private FileStream Open(DateOnly day)
    {
        if (_lock is null)
            TakeNumber();
        string share = _number == 1 ? "" : "." + _number;
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{day:yyyy-MM-dd}{share}.jsonl"));
        if (_file is not null && string.Equals(path, _path, StringComparison.Ordinal) && File.Exists(path))
            return _file;
        Close();
        _file = new FileStream(path, Options(FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete));
        if (string.Equals(path, _path, StringComparison.Ordinal) && _file.Length > _length)
            _file.SetLength(_length);
        _file.Seek(0, SeekOrigin.End);
        if (!string.Equals(path, _path, StringComparison.Ordinal))
            EndTornLine(_file);
        _length = _file.Position;
        _path = path;
        return _file;
    }

    /// <summary>A process that was killed may have left half a line: the next record begins on one of its own.</summary>
    private static void EndTornLine(FileStream file)
    {
        if (file.Length == 0)
            return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
    }

    private void TakeNumber()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        for (int number = 1; ; number++)
        {
            try
            {
                _lock = new FileStream(Path.Combine(folder, $".audit.{number}.lock"), Options(FileMode.OpenOrCreate, FileShare.None));
                _number = number;
                return;
            }
            catch (IOException) when (number < MaxShares && File.Exists(Path.Combine(folder, $".audit.{number}.lock")))
            {
                // Another gate's: the next number.
            }
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
