using System.Globalization;
using SysOps.Backups.Restoring;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>One item of a plan in a few words.</summary>
internal static class RestoreSummary
{
    public static string Of(RestorePlanItem item)
    {
        (long Count, string Word)[] counts =
        [
            (item.Created, "created"), (item.Overwritten, "overwritten"), (item.Replaced, "replaced"), (item.Deleted, "deleted"), (item.Refused, "refused"),
        ];
        string[] words = [.. counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.Word}"))];
        string what = words.Length == 0 ? "nothing to do" : string.Join(", ", words);
        return item.LostBytes > 0 ? $"{what}; {Size.Format(item.LostBytes)} give way" : what;
    }
}
