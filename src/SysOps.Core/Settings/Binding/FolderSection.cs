namespace SysOps.Settings.Binding;

/// <summary>The full path that such a section names.</summary>
internal sealed record FolderSection(string Path);
