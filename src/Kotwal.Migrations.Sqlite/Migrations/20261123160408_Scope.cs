using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Scope : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "city_role_grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_role_grants",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_api_tokens",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_api_tokens");
        }
    }
}
