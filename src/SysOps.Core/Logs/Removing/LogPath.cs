using System.Text;
using SysOps.Files;

namespace SysOps.Logs.Removing;

/// <summary>The full path of what lies in a place: as text when it is UTF-8, else as it can be shown.</summary>
internal static class LogPath
{
    public static string Of(string folder, PathBytes below) => below.IsRoot ? folder : Join(folder, below.Bytes);

    public static string Join(string folder, ReadOnlySpan<byte> rest) =>
        string.Concat(folder, folder.EndsWith('/') ? "" : "/", System.Text.Unicode.Utf8.IsValid(rest) ? Encoding.UTF8.GetString(rest) : PathDisplay.Of(rest));
}
