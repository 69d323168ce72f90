using System.Text.Json.Serialization;

namespace SysOps.Backups.Manifests;

/// <summary>An enumeration by its names alone: a number is refused.</summary>
internal sealed class StrictEnumConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
