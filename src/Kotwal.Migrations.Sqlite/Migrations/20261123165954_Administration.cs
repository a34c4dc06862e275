using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "DisplayName",
                table: "city_accounts",
                type: "TEXT",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsGuest",
                table: "city_accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "LeftAt",
                table: "city_accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Version",
                table: "city_accounts",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "city_one_time_links",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_one_time_links", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_one_time_links_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_city_passkeys_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_recovery_codes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_recovery_codes", x => new { x.AccountId, x.Hash });
                    table.ForeignKey(
                        name: "FK_city_recovery_codes_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_second_factors",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetUpAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProtectedSecret = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_second_factors", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_second_factors_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_city_one_time_links_Hash",
                table: "city_one_time_links",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_city_passkeys_UserId",
                table: "city_passkeys",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "city_one_time_links");

            migrationBuilder.DropTable(
                name: "city_passkeys");

            migrationBuilder.DropTable(
                name: "city_recovery_codes");

            migrationBuilder.DropTable(
                name: "city_second_factors");

            migrationBuilder.DropColumn(
                name: "DisplayName",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "IsGuest",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "LeftAt",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "city_accounts");
        }
    }
}
