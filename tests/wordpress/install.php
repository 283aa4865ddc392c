<?php
// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Installs WordPress as its own install page would, and prints an application password and a post as JSON.
// Run by site_of_wordpress.py: php install.php FOLDER ADDRESS PASSWORD
[, $folder, $address, $password] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url($address, PHP_URL_HOST) . ':' . parse_url($address, PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
require "$folder/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$installed = wp_install('Morvela', 'owner', 'owner@morvela.example', true, '', $password);
update_option('siteurl', $address);
update_option('home', $address);
// Comments appear at once, several from one address too.
update_option('comment_moderation', '0');
update_option('comment_previously_approved', '0');
update_option('require_name_email', '0');
$wp_rewrite->set_permalink_structure('/%postname%/');
wp_delete_comment(1, true);
$post = wp_insert_post(['post_title' => 'Our new menu', 'post_name' => 'menu', 'post_status' => 'publish',
    'post_content' => 'Soup, fish and cake.', 'post_author' => $installed['user_id']]);
[$key] = WP_Application_Passwords::create_new_application_password($installed['user_id'], ['name' => 'reputed']);
echo json_encode(['application_password' => WP_Application_Passwords::chunk_password($key), 'post' => $post,
    'page' => "$address/menu/"]), "\n";
