using SysOps.Logs.Rules;

namespace SysOps.Logs.Logrotate;

/// <summary>The words of logrotate's language that say how logs are rotated (logrotate.conf(5)).</summary>
internal static class DirectiveTable
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.Ordinal)
    {
        ["gzip"] = ".gz",
        ["bzip2"] = ".bz2",
        ["xz"] = ".xz",
        ["zstd"] = ".zst",
        ["compress"] = ".Z",
        ["zip"] = "zip",
    };

    public static IReadOnlyDictionary<string, Directive> All { get; } = new Dictionary<string, Directive>(StringComparer.Ordinal)
    {
        ["compress"] = Flag(draft => draft.Compression(rule => rule with { IsOn = true })),
        ["nocompress"] = Flag(draft => draft.Compression(rule => rule with { IsOn = false })),
        ["delaycompress"] = Flag(draft => draft.Compression(rule => rule with { IsDelayed = true })),
        ["nodelaycompress"] = Flag(draft => draft.Compression(rule => rule with { IsDelayed = false })),
        ["compresscmd"] = Value(CompressWith),
        ["uncompresscmd"] = Value((draft, value) => draft.Compression(rule => rule with { UncompressProgram = DirectiveValues.Path(value, "uncompress") })),
        ["compressext"] = Value((draft, value) => draft.Compression(rule => rule with { Extension = DirectiveValues.Path(value, "compress-ext") })),
        ["compressoptions"] = Line((draft, value) => draft.Compression(rule => rule with { Options = QuotedWords.Split(value) ?? throw new DirectiveException("invalid compression options") })),
        ["shred"] = Flag(draft => draft.Removal(rule => rule with { Shreds = true })),
        ["noshred"] = Flag(draft => draft.Removal(rule => rule with { Shreds = false })),
        ["shredcycles"] = Value((draft, value) => draft.Removal(rule => rule with { ShredCycles = DirectiveValues.Number(value, "shred cycles", 0) is > 0 and int cycles ? cycles : RemovalRule.UsualCycles })),
        ["mail"] = Value((draft, value) => draft.Removal(rule => rule with { MailAddress = DirectiveValues.Address(value) })),
        ["nomail"] = Flag(draft => draft.Removal(rule => rule with { MailAddress = null })),
        ["mailfirst"] = Flag(draft => draft.Removal(rule => rule with { MailsNewest = true })),
        ["maillast"] = Flag(draft => draft.Removal(rule => rule with { MailsNewest = false })),
        ["allowhardlink"] = Flag(draft => draft.Change(rule => rule with { AllowsHardLinks = true })),
        ["noallowhardlink"] = Flag(draft => draft.Change(rule => rule with { AllowsHardLinks = false })),
        ["missingok"] = Flag(draft => draft.Change(rule => rule with { IsMissingFine = true })),
        ["nomissingok"] = Flag(draft => draft.Change(rule => rule with { IsMissingFine = false })),
        ["ignoreduplicates"] = Flag(draft => draft.Change(rule => rule with { IgnoresDuplicates = true })),
        ["su"] = Line((draft, value) => draft.Change(rule => rule with { User = OwnershipArgument.ReadUser(value) })),
        ["create"] = Line((draft, value) => draft.Change(rule => rule with { NewLog = (rule.NewLog ?? new FileOwnership()).With(OwnershipArgument.Read(value, "create")) })),
        ["nocreate"] = Flag(draft => draft.Change(rule => rule with { NewLog = null })),
        ["copy"] = Flag(draft => draft with { Copies = true }),
        ["nocopy"] = Flag(draft => draft with { Copies = false }),
        ["copytruncate"] = Flag(draft => draft with { Truncates = true, RenamesFirst = false }),
        ["nocopytruncate"] = Flag(draft => draft with { Truncates = false }),
        ["renamecopy"] = Flag(draft => draft with { RenamesFirst = true, Truncates = false }),
        ["norenamecopy"] = Flag(draft => draft with { RenamesFirst = false }),
        ["ifempty"] = Flag(draft => draft.Due(rule => rule with { SkipsEmpty = false })),
        ["notifempty"] = Flag(draft => draft.Due(rule => rule with { SkipsEmpty = true })),
        ["size"] = Lenient((draft, value) => draft.Due(rule => rule with { Schedule = RotationSchedule.Size, Size = DirectiveValues.Size(value) })),
        ["minsize"] = Lenient((draft, value) => draft.Due(rule => rule with { MinimumSize = DirectiveValues.Size(value) })),
        ["maxsize"] = Lenient((draft, value) => draft.Due(rule => rule with { MaximumSize = DirectiveValues.Size(value) })),
        ["minage"] = Value((draft, value) => draft.Due(rule => rule with { MinimumAgeDays = DirectiveValues.Number(value, "minimum age", 0) })),
        ["minutes"] = Value((draft, value) => draft.Due(rule => rule with { Schedule = RotationSchedule.Minutes, Minutes = DirectiveValues.Number(value, "minutes", 1) })),
        ["hourly"] = Flag(draft => draft.Due(rule => rule with { Schedule = RotationSchedule.Hourly })),
        ["daily"] = Flag(draft => draft.Due(rule => rule with { Schedule = RotationSchedule.Daily })),
        ["weekly"] = Line((draft, value) => draft.Due(rule => rule with { Schedule = RotationSchedule.Weekly, Weekday = value.Length == 0 ? 0 : Weekday(value) })),
        ["monthly"] = Flag(draft => draft.Due(rule => rule with { Schedule = RotationSchedule.Monthly })),
        ["yearly"] = Flag(draft => draft.Due(rule => rule with { Schedule = RotationSchedule.Yearly })),
        ["rotate"] = Value((draft, value) => draft.Naming(rule => rule with { Keep = DirectiveValues.Number(value, "rotation count", -1) })),
        ["start"] = Value((draft, value) => draft.Naming(rule => rule with { Start = DirectiveValues.Number(value, "start count", 0) })),
        ["maxage"] = Value((draft, value) => draft.Naming(rule => rule with { MaximumAgeDays = DirectiveValues.Number(value, "maximum age", 0) })),
        ["dateext"] = Flag(draft => draft.Naming(rule => rule with { IsDated = true })),
        ["nodateext"] = Flag(draft => draft.Naming(rule => rule with { IsDated = false })),
        ["dateformat"] = Lenient((draft, value) => draft.Naming(rule => rule with { DateFormat = value })),
        ["dateyesterday"] = Flag(draft => draft.Naming(rule => rule with { DatesYesterday = true })),
        ["datehourago"] = Flag(draft => draft.Naming(rule => rule with { DatesHourAgo = true })),
        ["extension"] = Value((draft, value) => draft.Naming(rule => rule with { Extension = value })),
        ["addextension"] = Value((draft, value) => draft.Naming(rule => rule with { AddedExtension = value })),
        ["olddir"] = Value((draft, value) => draft.Naming(rule => rule with { OldFolder = HomePath.Expand(DirectiveValues.Path(value, "olddir")) })),
        ["noolddir"] = Flag(draft => draft.Naming(rule => rule with { OldFolder = null })),
        ["createolddir"] = Line((draft, value) => draft.Naming(rule => rule with { CreateOldFolder = (rule.CreateOldFolder ?? new FileOwnership()).With(OwnershipArgument.Read(value, "createolddir")) })),
        ["nocreateolddir"] = Flag(draft => draft.Naming(rule => rule with { CreateOldFolder = null })),
        ["sharedscripts"] = Flag(draft => draft.Scripts(rule => rule with { AreShared = true })),
        ["nosharedscripts"] = Flag(draft => draft.Scripts(rule => rule with { AreShared = false })),
        ["firstaction"] = Script((draft, value) => draft.Scripts(rule => rule with { First = value })),
        ["prerotate"] = Script((draft, value) => draft.Scripts(rule => rule with { Before = value })),
        ["postrotate"] = Script((draft, value) => draft.Scripts(rule => rule with { After = value })),
        ["lastaction"] = Script((draft, value) => draft.Scripts(rule => rule with { Last = value })),
        ["preremove"] = Script((draft, value) => draft.Scripts(rule => rule with { BeforeRemoval = value })),
    };

    private static Directive Flag(Func<RuleDraft, RuleDraft> apply) => new(DirectiveArgument.None, (draft, _) => apply(draft));

    private static Directive Value(Func<RuleDraft, string, RuleDraft> apply) => new(DirectiveArgument.Value, apply);

    private static Directive Lenient(Func<RuleDraft, string, RuleDraft> apply) => new(DirectiveArgument.LenientValue, apply);

    private static Directive Line(Func<RuleDraft, string, RuleDraft> apply) => new(DirectiveArgument.Line, apply);

    private static Directive Script(Func<RuleDraft, string, RuleDraft> apply) => new(DirectiveArgument.Script, apply);

    private static RuleDraft CompressWith(RuleDraft draft, string value)
    {
        string program = DirectiveValues.Path(value, "compress");
        return draft.Compression(rule => rule with { Program = program, Extension = Extensions.GetValueOrDefault(Path.GetFileName(program)) ?? rule.Extension });
    }

    // Seven is every seventh day.
    private static int Weekday(string value) => value is [>= '0' and <= '7'] ? value[0] - '0' : throw new DirectiveException($"bad weekly directive '{value}'", endsFile: true);
}
