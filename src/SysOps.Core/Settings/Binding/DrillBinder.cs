using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Binds <c>drill</c> of backups.</summary>
internal static class DrillBinder
{
    public static DrillSettings Bind(Section section) => new()
    {
        Server = section.ReadSection("server", BindServer),
        Path = section.Read<string>("path", Paths.TryRead),
        Assertions = section.ReadList<DrillAssertion>("assertions", TryReadAssertion),
    };

    private static DrillServerSettings BindServer(Section section)
    {
        PasswordPlaces.Check(section);
        return new DrillServerSettings
        {
            ConnectionString = section.Require("connectionString", SensitiveTexts.TryReadConnection, new SensitiveText("")),
            Password = section.Read<SecretReference>("password", Secrets.TryRead),
        };
    }

    private static bool TryReadAssertion(Setting setting, [MaybeNullWhen(false)] out DrillAssertion value)
    {
        value = setting.Bind(BindAssertion);
        return value is not null;
    }

    private static DrillAssertion BindAssertion(Section section)
    {
        DrillAssertion assertion = new()
        {
            Name = section.Require("name", Texts.TryReadFilled, ""),
            Query = section.Require("query", SensitiveTexts.TryRead, new SensitiveText("")),
            EqualTo = section.Read<string>("equals", Texts.TryReadScalar),
            AtLeast = section.ReadValue<double>("atLeast", Numbers.TryReadAny),
            AtMost = section.ReadValue<double>("atMost", Numbers.TryReadAny),
        };
        if (section.Has("equals") == (section.Has("atLeast") || section.Has("atMost")))
        {
            section.Setting.Error("an assertion needs either 'equals', or 'atLeast', 'atMost' or both");
        }

        if (assertion.AtLeast > assertion.AtMost)
        {
            section.Find("atMost")?.Error("it lies below 'atLeast', so that no value is right");
        }

        return assertion;
    }
}
