namespace SysOps.Core.Tests;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void Every_error_id_is_unique_and_is_named_as_its_field()
    {
        Assert.NotEmpty(ErrorCatalogue.All);
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(id => id.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ErrorCatalogue.All, id => Assert.Equal(id, typeof(ErrorCatalogue).GetField(id.Name)?.GetValue(null)));
    }
}
