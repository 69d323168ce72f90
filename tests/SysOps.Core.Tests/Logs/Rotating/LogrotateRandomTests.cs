using CsCheck;

namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>Configurations, trees and states at random: logrotate and SysOps leave the same.</summary>
public sealed class LogrotateRandomTests
{
    private static readonly string[] Schedules = ["hourly", "daily", "weekly", "weekly 3", "weekly 7", "monthly", "yearly", "size 40", "size 1k"];

    private static readonly string[] Others =
    [
        "minsize 30", "maxsize 60", "minage 2", "maxage 3", "maxage 20", "notifempty", "ifempty", "dateext", "dateext;dateformat -%Y.%m.%d", "dateext;dateformat -on%d%m%Y", "dateyesterday", "start 0", "start 3",
        "extension .log", "addextension .x", "compress", "compress;delaycompress", "compress;compressext .packed.gz", "create", "create 0600", "create 0640 daemon adm", "copytruncate", "copy", "renamecopy", "olddir old",
        "shred", "missingok", "allowhardlink", "sharedscripts", "postrotate;echo $1 >> @/out;endscript", "prerotate;echo $1 >> @/out;endscript",
        "postrotate;test $1 != @/b.log;endscript", "firstaction;echo first >> @/out;endscript", "lastaction;echo last >> @/out;endscript",
    ];

    private static readonly string[] Generations = ["a.log.1", "a.log.2", "a.log.3", "a.log.5", "a.log.0", "a.1.log", "a.log.1.x", "a.log-20240101", "a.log-20240102", "a.log-2024.01.01", "a.log-on01012024", "b.log.1", "b.log.2"];

    private static readonly Gen<RotationCase> Cases =
        from schedule in One(Schedules)
        from keep in One("rotate 0", "rotate 1", "rotate 2", "rotate 3", "rotate 9", "rotate -1", "")
        from others in One(Others).Array[0, 5]
        from names in One("@/a.log", "@/*.log", "@/a.log @/b.log", "@/[ab].log @/none.log")
        from files in File(["a.log", "b.log"]).Array[1, 2]
        from older in File(Generations).Array[0, 6]
        from state in State.Array[0, 2]
        from force in Gen.Bool
        from runs in Gen.Int[1, 2]
        let text = string.Join(';', others.Prepend(keep).Prepend(schedule))
        let isCompressed = others.Any(other => other.StartsWith("compress", StringComparison.Ordinal))
        let ending = !isCompressed ? "" : others.Contains("compress;compressext .packed.gz") ? ".packed.gz" : ".gz"
        where IsComparable(others, keep)
        select new RotationCase(
            $"{names} {{;{text};}}",
            string.Join(';', files.Concat(older.Select(one => one.Split(' ', 2) is [var name, var rest] ? $"{name}{ending} {rest}" : one)).DistinctBy(one => one.Split(' ')[0]).Append("old/")),
            string.Join(';', state),
            force,
            runs);

    private static Gen<string> One(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> State =>
        from name in One("a.log", "b.log", "c.log")
        from hours in Gen.Int[0, 24 * 400]
        select $"{name} -{hours}h";

    [Fact]
    public Task Both_leave_the_same() => Cases.SampleAsync(
        async @case =>
        {
            (DateTimeOffset now, (string Tree, bool Failed) theirs) = await LogrotateComparisonTests.InOneSecondAsync(@case);
            (string Tree, bool Failed) ours = await LogrotateComparisonTests.RunOursAsync(@case, now);

            // What fails is not marked as done here, and shifts nothing.
            Assert.Equal(theirs.Failed, ours.Failed);
            Assert.Equal(theirs.Failed ? "" : theirs.Tree, ours.Failed ? "" : ours.Tree);
        },
        iter: 100,
        threads: 1,
        print: @case => @case.ToString());

    private static Gen<string> File(string[] names) =>
        from name in One(names)
        from size in Gen.Int[0, 100]
        from days in Gen.Int[0, 30]
        from mode in One("600", "640", "644")
        select $"{name} {size} {mode} -{days}d";

    // Where SysOps differs on purpose: about_SysOps_LogRotation.
    private static bool IsComparable(string[] others, string keep)
    {
        bool Has(string word) => others.Any(other => other.Split(';').Any(line => line.Split(' ')[0] == word));
        bool copies = Has("copy") || Has("copytruncate");
        bool fails = others.Any(other => other.Contains("test $1", StringComparison.Ordinal));
        return !(copies && keep is "rotate 0" or "" && Has("compress"))
            && !(keep == "rotate -1" && others.Contains("start 0"))
            && !(Has("copy") && Has("renamecopy"))
            && !fails;
    }
}
