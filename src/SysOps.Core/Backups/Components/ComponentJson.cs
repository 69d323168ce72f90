using System.Text.Json.Serialization;

namespace SysOps.Backups.Components;

/// <summary>How the descriptions of components are written into a manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TreeFacts))]
[JsonSerializable(typeof(ConfigurationFacts))]
public sealed partial class ComponentJson : JsonSerializerContext;
