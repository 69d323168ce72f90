using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads one value; when it is not what it should be, it reports so and returns false.</summary>
internal delegate bool ValueReader<T>(Setting setting, [MaybeNullWhen(false)] out T value);
